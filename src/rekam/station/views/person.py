"""One person: notice, captures, exceptions, signature, summary."""

import base64
import binascii
import time
import uuid
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.devices.adapters.sbi.client import Capture
from rekam.enrolment import capture_rules
from rekam.enrolment.capture_rules import SIGNATURE, Grade
from rekam.enrolment.particulars import CaptureException
from rekam.enrolment.photo_rules import backdrop_of
from rekam.kernel.errors import RuleBroken
from rekam.station import body_check, photo, plan, recording, showing, signing
from rekam.station import exception_photo as exceptions
from rekam.station.forms import ExceptionForm, SignForm
from rekam.station.judging import Judged, judge, judge_photo
from rekam.station.middleware import StationRequest, at_work
from rekam.station.session_gallery import merged
from rekam.station.store.visits import Draft
from rekam.station.views import person_context as context_of
from rekam.station.views import telling


@at_work
@require_http_methods(["GET", "POST"])
def page(request: StationRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    if page not in plan.PAGES:
        raise RuleBroken("page_unknown", page=page[:40])
    found = request.work.bench.visits.get_draft(draft)
    if request.method == "POST":
        return _ACTS.get(page, _capture)(request, found, page)
    context = showing.person_page(request.desk, work=request.work, draft=found, page=page)
    context |= context_of.task(
        request.work,
        draft=found,
        page=page,
        progress=context["progress"],
        live="langsung" in request.GET,
        language=request.GET.get("bahasa", ""),
    )
    return render(request, context_of.template(page), context)


@at_work
@require_http_methods(["GET", "POST"])
def exception(request: StationRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    positions = (SIGNATURE,) if page == plan.SIGNATURE_PAGE else plan.GROUPS.get(page)
    if positions is None:
        raise RuleBroken("page_unknown", page=page[:40])
    bench, at = request.work.bench, request.desk.stamp()
    found = bench.visits.get_draft(draft)
    if request.method == "POST" and "withdraw" in request.POST:
        found = recording.withdraw_exception(bench, draft=found, position=request.POST["withdraw"], at=at)
        exceptions.drop_unasked(bench, draft=found)
        return redirect(request.path)
    best = _best_of_tries(request, found, positions) if "terbaik" in request.GET else {}
    form = ExceptionForm(request.POST or None, positions=positions, initial=best)
    if request.method == "POST" and form.is_valid():
        for position in form.cleaned_data["positions"]:
            told = CaptureException(
                position=position,
                code=form.cleaned_data["code"],
                justification=form.cleaned_data["justification"].strip(),
            )
            found = recording.except_part(bench, draft=found, exception=told, at=at)
        return redirect("station:page", draft=draft, page=page)
    context = showing.person_page(request.desk, work=request.work, draft=found, page=page)
    context |= {"form": form, "back": reverse("station:page", args=[draft, page])}
    context["excepted"] = [one for one in found.exceptions if one.position in positions]
    return render(request, "station/exception.html", context)


def _best_of_tries(request: StationRequest, draft: Draft, positions: tuple[str, ...]) -> dict[str, object]:
    """The exception that keeps what was captured poorly: its parts, and the code that goes with a sample."""
    qualities = showing.progress_of(request.work, draft=draft).qualities
    parameters = request.work.worklist.parameters
    poor = [
        position
        for position in positions
        if position in qualities
        and capture_rules.grade(qualities[position], parameters=parameters.of(position)) is Grade.POOR
    ]
    codes = [code for code in capture_rules.codes_for(positions[0]) if code in capture_rules.WITH_SAMPLE]
    return {"positions": poor, "code": codes[-1] if codes else ""}


@at_work
@require_http_methods(["GET", "POST"])
def exception_photo(request: StationRequest, draft: uuid.UUID) -> HttpResponse:
    desk, bench = request.desk, request.work.bench
    found = bench.visits.get_draft(draft)
    if request.method == "POST":
        wanted = exceptions.wanted_photo(found)
        (judged,) = _photographed(request, found, wanted)
        exceptions.keep_photo(
            bench, draft=found, judged=judged, transaction=wanted.transaction, at=desk.stamp()
        )
        request.work.previews[draft, capture_rules.EXCEPTION_PHOTO] = judged.preview
    return redirect("station:page", draft=draft, page=plan.SUMMARY)


@at_work
@require_http_methods(["GET"])
def preview(request: StationRequest, draft: uuid.UUID, position: str) -> HttpResponse:
    image = request.work.previews.get((draft, position))
    if image is None:
        raise RuleBroken("draft_unknown")
    return HttpResponse(image, content_type="image/png")


@at_work
@require_http_methods(["POST"])
def give_up(request: StationRequest, draft: uuid.UUID) -> HttpResponse:
    work = request.work
    found = work.bench.visits.get_draft(draft)
    recording.give_up(work.bench, draft=found, at=request.desk.stamp())
    _forget_previews(request, draft)
    request.desk.flash = _("Perekaman dibatalkan; bagian yang sudah diambil dihapus.")
    return redirect("station:people")


def _capture(request: StationRequest, draft: Draft, page: str) -> HttpResponse:
    work, desk = request.work, request.desk
    if mistaken := plan.page_of(request.POST.get("forget", "")):
        body_check.forget_page(work.bench, draft=draft, positions=plan.GROUPS[mistaken], at=desk.stamp())
        desk.flash = _("Sudah dihapus. Ambil lagi di sini, lalu ulangi yang dihapus.")
        return redirect("station:page", draft=draft.id, page=page)
    single = request.POST.get("position", "")
    positions = (single,) if single in plan.GROUPS[page] else plan.GROUPS[page]
    good = work.worklist.parameters.of(positions[0]).good
    wanted = recording.wanted_capture(draft, positions=positions, good=good)
    judged = [judge(record) for record in desk.scanners.capture(wanted)]
    template = merged(one.template for one in judged if one.template is not None)
    body_check.check_body(work.bench, draft=draft, template=template, about=",".join(wanted.positions))
    captured = recording.keep_capture(
        work.bench, draft=draft, judged=judged, transaction=wanted.transaction, at=desk.stamp()
    )
    _show(request, draft, captured)
    return redirect("station:page", draft=draft.id, page=page)


def _face(request: StationRequest, draft: Draft, page: str) -> HttpResponse:
    work, desk = request.work, request.desk
    if request.POST.get("act") == "approve":
        photo.approve(work.bench, draft=draft, reason=request.POST.get("reason", ""), at=desk.stamp())
        return redirect("station:page", draft=draft.id, page=plan.page_after(page))
    good = work.worklist.parameters.of(capture_rules.FACE).good
    wanted = recording.wanted_capture(draft, positions=plan.GROUPS[page], good=good)
    (judged,) = _photographed(request, draft, wanted)
    if judged.template is not None:
        body_check.check_body(work.bench, draft=draft, template=judged.template, about=capture_rules.FACE)
    kept = photo.photo_of(work.bench.visits.journal_of(draft.id))
    captured = recording.keep_capture(
        work.bench,
        draft=draft,
        judged=[judged],
        transaction=wanted.transaction,
        at=desk.stamp(),
        flaws=len(kept.findings),
    )
    if not captured[0].kept_earlier:
        photo.note_taken(work.bench, draft=draft, findings=judged.findings, at=desk.stamp())
    _show(request, draft, captured)
    return redirect("station:page", draft=draft.id, page=page)


def _photographed(request: StationRequest, draft: Draft, wanted: Capture) -> list[Judged]:
    person = draft.person
    backdrop = backdrop_of(born=person.birth_date, foreigner=person.foreigner)
    return [judge_photo(record, backdrop=backdrop) for record in request.desk.scanners.capture(wanted)]


def _show(request: StationRequest, draft: Draft, captured: Iterable[recording.Captured]) -> None:
    for one in captured:
        if not one.kept_earlier:
            request.work.previews[draft.id, one.position] = one.preview


def _signature(request: StationRequest, draft: Draft, page: str) -> HttpResponse:
    upload = request.FILES.get("file")
    image = upload.read() if upload else _drawn(request.POST.get("drawn", ""))
    clean = recording.keep_signature(request.work.bench, draft=draft, image=image, at=request.desk.stamp())
    request.work.previews[draft.id, SIGNATURE] = clean
    return redirect("station:page", draft=draft.id, page=page)


def _sign(request: StationRequest, draft: Draft, _page: str) -> HttpResponse:
    form = SignForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("passphrase_wrong")
    desk, work = request.desk, request.work
    how = signing.Signing(
        station=desk.identity,
        passphrase=form.cleaned_data["passphrase"],
        at=desk.stamp(),
        monotonic_ms=lambda: time.monotonic_ns() // 1_000_000,
        parameters=work.worklist.parameters,
    )
    if (off := desk.clock_wrong()) is not None:  # goes along in the packet; the office sees it in the audit
        told = f"{off.total_seconds():+.0f} s"
        recording.journal(work.bench, draft=draft.id, act="clock_off", about=told, at=desk.stamp())
    signing.sign(work.bench, draft=draft, signing=how)
    _forget_previews(request, draft.id)
    desk.copier.wake()
    desk.sender.wake()
    desk.flash = _("%(name)s sudah direkam dan tersimpan di kotak keluar.") % {"name": draft.person.name}
    return redirect("station:slip", packet=draft.id)


_ACTS = {
    plan.NOTICE: telling.notice,
    plan.FACE_PAGE: _face,
    plan.SIGNATURE_PAGE: _signature,
    plan.SUMMARY: _sign,
}


def _drawn(told: str) -> bytes:
    head, _comma, body = told.partition(",")
    if head != "data:image/png;base64":
        raise RuleBroken("signature_empty")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RuleBroken("signature_invalid", reason="base64") from error


def _forget_previews(request: StationRequest, draft: uuid.UUID) -> None:
    for key in [key for key in request.work.previews if key[0] == draft]:
        del request.work.previews[key]
