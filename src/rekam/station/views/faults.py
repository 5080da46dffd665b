"""A device has trouble: one page, one press; the office hears of it with the next heartbeat."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.devices.kits.rules import PartKind
from rekam.station.device_words import PARTS
from rekam.station.middleware import StationRequest, at_work


@at_work
@require_http_methods(["GET", "POST"])
def report(request: StationRequest) -> HttpResponse:
    desk = request.desk
    if request.method == "POST" and (kind := request.POST.get("part", "")) in set(PartKind):
        is_new = desk.outbox.faults.press(kind, at=desk.stamp())
        desk.sender.wake()
        told = _("%(part)s dilaporkan. Sampai ke kantor begitu laptop terhubung; perekaman lain tetap jalan.")
        known = _("%(part)s sudah dilaporkan dan menunggu jaringan.")
        desk.flash = (told if is_new else known) % {"part": PARTS[PartKind(kind)]}
        return redirect("station:faults")
    recent = [
        (PARTS[PartKind(one.kind)], parse_datetime(one.at), one.sent) for one in desk.outbox.faults.recent()
    ]
    parts = [(kind.value, name) for kind, name in PARTS.items()]
    return render(request, "station/faults.html", {"parts": parts, "recent": recent})
