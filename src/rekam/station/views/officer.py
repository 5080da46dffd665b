"""The officer's own body: taken part by part, and sent to the office for a witness."""

import secrets
import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rekam.devices.adapters.sbi.answers import Record
from rekam.devices.adapters.sbi.client import Capture
from rekam.enrolment.capture_rules import Grade, grade
from rekam.enrolment.particulars import CaptureException
from rekam.enrolment.photo_rules import Backdrop
from rekam.kernel.errors import RuleBroken
from rekam.station import officer_body, plan
from rekam.station.forms import ExceptionForm, SignForm
from rekam.station.judging import Judged, judge, judge_photo
from rekam.station.middleware import StationRequest, at_work
from rekam.station.session_gallery import merged


@at_work
@require_http_methods(["GET", "POST"])
def officer(request: StationRequest) -> HttpResponse:
    taking, group = request.work.taking, request.GET.get("kecuali", "")
    if group and group not in plan.GROUPS:
        raise RuleBroken("page_unknown", page=group[:40])
    form = ExceptionForm(request.POST or None, positions=plan.GROUPS[group]) if group else None
    if request.method == "POST" and form is None:
        return _act(request)
    if form is not None and request.method == "POST" and form.is_valid():
        for position in form.cleaned_data["positions"]:
            told = {name: form.cleaned_data[name] for name in ("code", "justification")}
            taking.except_part(CaptureException(position=position, **told))
        return redirect("station:officer")
    return render(request, "station/officer.html", _context(request) | {"form": form})


def _act(request: StationRequest) -> HttpResponse:
    taking = request.work.taking
    if withdrawn := request.POST.get("withdraw"):
        taking.exceptions.pop(withdrawn, None)
    elif request.POST.get("act") == "send":
        _send(request)
    else:
        _capture(request, request.POST.get("group", ""))
    return redirect("station:officer")


def _capture(request: StationRequest, group: str) -> None:
    if group not in plan.GROUPS:
        raise RuleBroken("page_unknown", page=group[:40])
    work, gallery = request.work, request.desk.gallery
    wanted = Capture(
        positions=work.taking.wanted(plan.GROUPS[group]),
        transaction=f"{uuid.uuid4().hex}-{secrets.token_hex(4)}",
    )
    judged = [_judged(record, group) for record in request.desk.scanners.capture(wanted)]
    work.taking.keep(judged)
    template = merged(one.template for one in judged if one.template is not None)
    gallery.keep_officer(work.bench.officer.username, template=template)


def _judged(record: Record, group: str) -> Judged:
    """The colour behind an officer's face is nobody's rule."""
    return judge_photo(record, backdrop=Backdrop.BLUE) if group == plan.FACE_PAGE else judge(record)


def _send(request: StationRequest) -> None:
    form = SignForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("passphrase_wrong")
    desk, work = request.desk, request.work
    sending = officer_body.Sending(
        officer=work.bench.officer,
        passphrase=form.cleaned_data["passphrase"],
        station=desk.identity,
        link=desk.link,
        parameters=work.worklist.parameters,
    )
    officer_body.send(work.taking, sending=sending)


def _context(request: StationRequest) -> dict[str, Any]:
    work = request.work
    groups = [_group(request, name) for name in plan.GROUPS]
    number = work.taking.number
    return {
        "groups": groups,
        "complete": all(one["done"] for one in groups),
        "number": f"{number[:3]} {number[3:]}",
        "sent": bool(number),
        "confirmed": work.bench.officer.username in request.desk.gallery.known,
        "sign": SignForm(),
    }


def _group(request: StationRequest, name: str) -> dict[str, Any]:
    taking, parameters = request.work.taking, request.work.worklist.parameters
    positions, qualities = plan.GROUPS[name], taking.qualities
    poor = [
        one
        for one in positions
        if one in qualities and grade(qualities[one], parameters=parameters.of(one)) is Grade.POOR
    ]
    known = [one for one in positions if one in qualities]
    open_ = [one for one in positions if one not in taking.exceptions and (one not in known or one in poor)]
    excepted = [(one, taking.exceptions[one]) for one in positions if one in taking.exceptions]
    return {
        "name": name,
        "known": len(known),
        "of": len(positions),
        "poor": len(poor),
        "excepted": excepted,
        "done": not open_,
    }
