"""The versions of the laptop's program: what is in use, a stick, what waits, one step back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.kernel.errors import RuleBroken
from rekam.station import second_medium
from rekam.station.middleware import StationRequest, public
from rekam.station.updating.program import Program, find_bundle
from rekam.station.wording import told


@public  # a bundle is signed, and a stick is read with nobody at work, as packets are
@require_http_methods(["GET", "POST"])
def versions(request: StationRequest) -> HttpResponse:
    program = request.desk.program
    if request.method == "POST":
        if program is None:
            raise RuleBroken("update_not_set_up")
        if request.POST.get("act") == "stick":
            request.desk.flash = _staged(request, program)
            return redirect("station:program")
        (program.step_back if request.POST.get("act") == "back" else program.switch)()
        return render(request, "station/restarting.html")
    standing = program.standing() if program else None
    context = {
        "standing": standing,
        "trouble": told(standing.trouble) if standing and standing.trouble else None,
        "open_captures": len(request.desk.outbox.drafts()),
    }
    return render(request, "station/program.html", context)


def _staged(request: StationRequest, program: Program) -> str:
    media = second_medium.at_hand(request.desk.second)
    if not media:
        raise RuleBroken("second_medium_missing")
    program.stage_aside(find_bundle(media[0]))
    return _("Versi di stik sedang diperiksa. Perekaman berjalan terus.")
