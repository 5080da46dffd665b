"""The outbox: what waits, what was refused and why; sending now."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.kernel.errors import RuleBroken
from rekam.station import second_medium
from rekam.station.middleware import StationRequest, at_work
from rekam.station.store.outbox import Row, State
from rekam.station.views import stick
from rekam.station.wording import told_code

MOST_SHOWN = 200


@at_work
@require_http_methods(["GET", "POST"])
def listed(request: StationRequest) -> HttpResponse:
    desk = request.desk
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "send":
            done = desk.send_now()
            desk.flash = _sent(online=done.online, moved=done.moved)
        if act in {"export", "import"}:
            desk.flash = stick.exported(desk) if act == "export" else stick.taken_in(desk)
        if act in {"close", "again"}:
            change = desk.outbox.close_refused if act == "close" else desk.outbox.mark_queued
            change(_packet(request.POST.get("packet", "")), at=desk.stamp())
        return redirect("station:outbox")
    names = {one.packet: one.name for one in request.work.bench.visits.recorded()}
    rows = [_shown(row, name=names.get(row.packet, "")) for row in desk.outbox.rows()[:MOST_SHOWN]]
    context = {"rows": rows, "second": second_medium.at_hand(desk.second)}
    if desk.second_trouble:
        context["second_trouble"] = told_code(desk.second_trouble)
    return render(request, "station/outbox.html", context)


def _packet(told: str) -> uuid.UUID:
    try:
        return uuid.UUID(told)
    except ValueError as error:
        raise RuleBroken("packet_not_here") from error


def _sent(*, online: bool, moved: int) -> str:
    if not online:
        return _("Server tidak terjangkau. Semua tetap aman di laptop ini.")
    return _("Server menjawab; %(moved)d paket berubah keadaannya.") % {"moved": moved}


def _shown(row: Row, *, name: str) -> dict[str, object]:
    words = {
        State.QUEUED: ("wait", _("menunggu")),
        State.SENT: ("wait", _("terkirim, menunggu tanda terima")),
        State.ACCEPTED: ("good", _("diterima")),
        State.REFUSED: ("bad", _("ditolak")),
    }
    state, word = words[row.state]
    if row.state is State.SENT and row.stage == 1:
        word = _("tersimpan sekali di server, menunggu salinan kedua")
    code = row.code or row.trouble
    return {
        "row": row,
        "name": name or _("(nama tidak ada di laptop ini)"),
        "state": state,
        "word": word,
        "code": code,
        "told": told_code(code) if code else None,
        "copied": row.copied and row.state is not State.ACCEPTED,
        "refused": row.state is State.REFUSED and not row.closed,
        "at": parse_datetime(row.queued_at),
        "kilobytes": (row.size + 1023) // 1024,
    }
