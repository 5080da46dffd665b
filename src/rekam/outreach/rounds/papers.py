"""The round sheet: each team's day door by door, on A4."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources

from django.utils.translation import gettext as _

from rekam.kernel.region import area_name
from rekam.outreach.rounds.models import HomeDay, HomeStop
from rekam.outreach.rounds.words import OUTCOMES, bring
from rekam.outreach.sites.homes.rules import Reason
from rekam.outreach.sites.words import REASONS
from rekam.ui.dates import long_date, weekday
from rekam.ui.language import page_language
from rekam.ui.typesetting import typeset


def round_pdf(home_day: HomeDay, *, homes: Sequence[HomeStop], at: datetime) -> bytes:
    """A sheet for each team: order, hour, name, address, contact, what is needed, and boxes for the result.

    No NIK stands on it: the team's station has the list of those whom the register knows.
    """
    layout = resources.files("rekam.outreach.rounds").joinpath("round.typ").read_bytes()
    language = page_language()
    teams: dict[int, list[HomeStop]] = {}
    for home in homes:
        teams.setdefault(home.route_id or 0, []).append(home)
    told = {
        "day": f"{weekday(home_day.on, language=language)}, {long_date(home_day.on, language=language)}",
        "page": _("halaman"),
        "foot": _("Lembar rute kunjungan rumah. Berisi nama dan alamat: musnahkan sesudah hasilnya dicatat."),
        "heads": [_("No."), _("Pukul"), _("Nama dan alamat"), _("Yang diperlukan"), _("Hasilnya")],
        "boxes": [str(word) for word in OUTCOMES.values()],
        "teams": [_team(own) for own in teams.values()],
    }
    return typeset({"main.typ": layout, "round.json": json.dumps(told).encode()}, at=at)


def _team(homes: Sequence[HomeStop]) -> Mapping[str, object]:
    route = homes[0].route
    assert route is not None
    assert route.home_at is not None
    hours = {"leaves": f"{route.leaves:%H.%M}", "back": f"{route.home_at:%H.%M}"}
    return {
        "name": route.team.name,
        "members": ", ".join(route.team.members),
        "line": _("Berangkat %(leaves)s, kembali sekitar %(back)s.") % hours,
        "health": _("Tenaga kesehatan ikut.") if route.health else "",
        "rows": [_row(home) for home in homes],
    }


def _row(home: HomeStop) -> Mapping[str, str]:
    request = home.request
    assert home.order is not None
    return {
        "number": str(home.order + 1),
        "hour": f"{home.begins:%H.%M}",
        "way": _("%(minutes)s mnt") % {"minutes": home.way},
        "name": request.full_name,
        "place": f"{request.place}, {area_name(home.area_code)}",
        "contact": request.phone,
        "reason": str(REASONS[Reason(request.reason)]),
        "bring": "; ".join(bring(request)),
    }
