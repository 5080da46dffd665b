"""What every page of the station shows: the band, who waits on this laptop, the line, the last refusal."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk, Line
from rekam.station.wording import told
from rekam.ui.parts import Shell


def station(request: HttpRequest) -> dict[str, Any]:
    """Values for `ui/station_base.html`."""
    desk: Desk | None = getattr(request, "desk", None)
    if desk is None:
        return {}
    work = getattr(request, "work", None)
    waiting = desk.outbox.only_here()
    site = work.worklist.site if work else ""
    shell = Shell(
        office=" · ".join(part for part in (_("Stasiun %(name)s") % {"name": desk.name}, site) if part),
        role=_("Operator: %(name)s") % {"name": work.bench.officer.name} if work else "",
        home_url=reverse("station:people"),
        logout_url=reverse("station:lock") if work else "",
    )
    return {
        "shell": shell,
        "waiting": waiting,
        "many_waiting": waiting >= desk.many,
        "clock_wrong": _clock(desk),
        "outgrown": desk.outgrown(),
        "online_word": _online(desk.line),
        "offline": desk.line.online is not True,
        **_flash(desk),
    }


def _clock(desk: Desk) -> str:
    off = desk.clock_wrong()
    if off is None:
        return ""
    days, minutes = abs(off).days, abs(off).seconds // 60
    size = _("%(days)d hari") % {"days": days} if days else _("%(minutes)d menit") % {"minutes": minutes}
    later = off.total_seconds() > 0
    return (_("%(size)s terlalu maju") if later else _("%(size)s terlalu mundur")) % {"size": size}


def _online(line: Line) -> str:
    if line.online is None:
        return _("Belum terhubung")
    if line.online:
        return _("Daring")
    return _("Luring sejak %(hour)s") % {"hour": timezone.localtime(line.since).strftime("%H.%M")}


def _flash(desk: Desk) -> dict[str, Any]:
    flash, desk.flash = desk.flash, None
    if isinstance(flash, RuleBroken):
        return {"problem": told(flash)}
    return {"done": flash} if flash else {}
