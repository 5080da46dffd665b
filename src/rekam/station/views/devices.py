"""The scanners: how each stands, searching again, and the live picture."""

from collections.abc import Generator, Iterator
from contextlib import closing

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from rekam.kernel.errors import RuleBroken
from rekam.station import plan
from rekam.station.device_words import device_row
from rekam.station.middleware import StationRequest, at_work

REFRESH_SECONDS = 5
BOUNDARY = b"gambar"


@at_work
@require_http_methods(["GET", "POST"])
def listed(request: StationRequest) -> HttpResponse:
    scanners = request.desk.scanners
    if request.method == "POST":
        scanners.look()
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        return redirect(wanted if safe else "station:devices")
    scanners.refresh()
    still = "diam" in request.GET
    context: dict[str, object] = {"rows": [device_row(one) for one in scanners.standing()]}
    context |= {"seconds": 0 if still else REFRESH_SECONDS, "at": request.desk.now()}
    return render(request, "station/devices.html", context)


@at_work
@require_http_methods(["GET"])
def live(request: StationRequest, page: str) -> HttpResponseBase:
    positions = plan.GROUPS.get(page)
    if positions is None:
        raise RuleBroken("page_unknown", page=page[:40])
    desk, work = request.desk, request.work
    frames = desk.scanners.live(positions, going=lambda: desk.work is work)
    kind = f"multipart/x-mixed-replace; boundary={BOUNDARY.decode()}"
    return StreamingHttpResponse(_parts(frames), content_type=kind)


def _parts(frames: Generator[bytes, None, None]) -> Iterator[bytes]:
    head = b"--%s\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
    with closing(frames):  # the page was left: the scanner is let go at once
        try:
            for frame in frames:
                yield head % (BOUNDARY, len(frame)) + frame + b"\r\n"
        except (
            RuleBroken
        ):  # the scanner went away: the last frame stays, and a capture will say what is wrong
            return
