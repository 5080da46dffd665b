"""The tanda terima after a recording: to print on narrow paper or A6, or to read out."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rekam.enrolment.capture_rules import FACE, FINGERS, IRISES
from rekam.kernel.installation import public_address
from rekam.kernel.region import find_area
from rekam.station.middleware import StationRequest, at_work
from rekam.station.naming import CODES, part_name
from rekam.station.slips import Slip, decode_slip
from rekam.ui.qr import qr_svg
from rekam.ui.slip_paper import slip_paper


@at_work
@require_GET
def page(request: StationRequest, packet: uuid.UUID) -> HttpResponse:
    work = request.work
    slip = decode_slip(work.bench.visits.slip(packet))
    context: dict[str, Any] = {
        "slip": slip,
        "at": parse_datetime(slip.at),
        "site": work.worklist.site,
        "office": _office(slip, people=[one.area for one in work.worklist.people[:1]]),
        "captured": _captured(slip),
        "absent": [f"{part_name(position)}: {CODES[code]}" for position, code in slip.absent.items()],
        "status_page": (page_of_status := public_address("/status/", asked="")),
        "status_qr": qr_svg(page_of_status) if page_of_status else "",
        "best": [part_name(finger) for finger in slip.best_fingers],
    }
    return render(request, "station/slip.html", context | made_by(request) | slip_paper(request))


def made_by(request: StationRequest) -> dict[str, str]:
    """What stands at the foot of each slip: the laptop and who works at it."""
    return {"station": request.desk.name, "officer": request.work.bench.officer.name}


def _captured(slip: Slip) -> list[str]:
    """Such as "wajah", "10 jari", "2 iris", "tanda tangan"."""
    told = [part_name(FACE)] if FACE in slip.qualities else []
    fingers = sum(finger in slip.qualities for finger in FINGERS)
    irises = sum(iris in slip.qualities for iris in IRISES)
    told += [_("%(n)d jari") % {"n": fingers}] if fingers else []
    told += [_("%(n)d iris") % {"n": irises}] if irises else []
    return [*told, _("tanda tangan")] if slip.signed else told


def _office(slip: Slip, *, people: list[str]) -> str:
    """Where to ask: the office of the person's regency or, of somebody from nowhere known, of the visit's."""
    codes = [code for code in (slip.area, *people) if code]
    home = find_area(codes[0][:4]) if codes else None
    return _("Disdukcapil %(area)s") % {"area": home.name} if home else _("kantor Disdukcapil")
