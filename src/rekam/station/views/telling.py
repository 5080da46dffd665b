"""The legal notice with what is optional, and what the resident says is wrong."""

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.enrolment.consents import clean_contact
from rekam.kernel.errors import RuleBroken
from rekam.station import plan, showing, telling
from rekam.station.correction_form import CorrectionForm
from rekam.station.middleware import StationRequest, at_work
from rekam.station.store.visits import Draft


def notice(request: StationRequest, draft: Draft, page: str) -> HttpResponse:
    """A POST of the notice's page: in which language it was heard or read, and the answer, if any."""
    bench, at = request.work.bench, request.desk.stamp()
    known = {one.language: one for one in telling.notices_of(request.work.worklist.notice)}
    heard = known.get(request.POST.get("language", ""))
    if heard is None:
        raise RuleBroken("notice_unknown")
    answer = request.POST.get("reminder", "")
    # Before anything is written down, so that a slip in the number is put right on the same page.
    contact = clean_contact(request.POST.get("contact", "")) if answer == "yes" else ""
    read_aloud = request.POST.get("act") != "shown"
    draft = telling.note_notice(bench, draft=draft, notice=heard, was_read_aloud=read_aloud, at=at)
    if answer in {"yes", "no"}:
        language, granted = heard.language, answer == "yes"
        telling.note_answer(bench, draft=draft, language=language, granted=granted, contact=contact, at=at)
    return redirect("station:page", draft=draft.id, page=plan.page_after(page))


@at_work
@require_http_methods(["GET", "POST"])
def wrong(request: StationRequest, draft: uuid.UUID) -> HttpResponse:
    bench, at = request.work.bench, request.desk.stamp()
    found = bench.visits.get_draft(draft)
    if request.method == "POST" and "drop" in request.POST:
        telling.drop_papers(bench, draft=found, at=at)
        return redirect(request.path)
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(posted, person=found.person, told=found.corrections)
    if request.method == "POST" and form.is_valid():
        found = telling.note_corrections(bench, draft=found, corrections=form.corrections(), at=at)
        _papers(request, found)
        request.desk.flash = _told(found, papers=telling.papers_taken(bench, draft=found))
        progress = showing.progress_of(request.work, draft=found)
        return redirect("station:page", draft=draft, page=plan.first_open(progress))
    context = showing.person_page(request.desk, work=request.work, draft=found, page=plan.NOTICE)
    context |= {
        "form": form,
        "papers": telling.papers_taken(bench, draft=found),
        "most_papers": len(telling.PAPERS),
        "back": reverse("station:page", args=[draft, plan.first_open(context["progress"])]),
    }
    return render(request, "station/wrong.html", context)


def _papers(request: StationRequest, draft: Draft) -> None:
    length = int(request.headers.get("Content-Length") or 0)
    if length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:  # then no file of it was taken in
        raise RuleBroken("paper_too_large", limit=telling.MOST_BYTES)
    for upload in request.FILES.getlist("papers"):
        telling.keep_paper(request.work.bench, draft=draft, image=upload.read(), at=request.desk.stamp())


def _told(draft: Draft, *, papers: int) -> str:
    if not draft.corrections:
        return _("Tidak ada biodata yang dicatat keliru.")
    return _("%(fields)d isian keliru dan %(papers)d berkas dicatat untuk kantor. Perekaman lanjut.") % {
        "fields": len(draft.corrections),
        "papers": papers,
    }
