"""The work list, people who come without it, and the officer's own reference."""

import secrets
import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rekam.devices.adapters.sbi.client import Capture
from rekam.enrolment.particulars import Person
from rekam.kernel.errors import RuleBroken
from rekam.station import plan, recording, searching
from rekam.station.forms import WalkInForm
from rekam.station.judging import judge
from rekam.station.middleware import StationRequest, at_work
from rekam.station.session_gallery import merged
from rekam.station.store.visits import people_of
from rekam.station.wording import told

OFFICER_GROUPS = (*plan.FINGER_PAGES, plan.IRIS_PAGE)


@at_work
@require_http_methods(["GET", "POST"])
def listed(request: StationRequest) -> HttpResponse:
    work, desk = request.work, request.desk
    if request.method == "POST":
        people = people_of(work.worklist, at=desk.now())
        person = searching.find_person(people, resident=request.POST.get("resident", ""))
        draft = recording.start(work.bench, person=person, worklist=work.worklist, at=desk.stamp())
        return redirect("station:page", draft=draft.id, page=plan.NOTICE)
    words = request.GET.get("q", "")[:100]
    context: dict[str, object] = {"q": words, "worklist": work.worklist, "forgotten": desk.forgotten()}
    context["since"] = desk.gallery_since
    context["carried"] = work.carried is not None
    context["officer_known"] = work.bench.officer.username in desk.gallery.officers
    try:
        people = people_of(work.worklist, at=desk.now())
        context |= searching.shown(people, words=words, visits=work.bench.visits)
    except RuleBroken as broken:  # expired for reading: the page says so, and recording goes on
        context["expired"] = told(broken)
    context["drafts"] = work.bench.visits.drafts()
    return render(request, "station/people.html", context)


@at_work
@require_http_methods(["GET", "POST"])
def walk_in(request: StationRequest) -> HttpResponse:
    form = WalkInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told_by_person = form.cleaned_data
        person = Person(
            resident=None,
            nik=told_by_person["nik"] or None,
            name=told_by_person["name"],
            birth_date=told_by_person["birth_date"],
            sex=told_by_person["sex"],
            address=told_by_person["address"],
            area="",
        )
        work = request.work
        draft = recording.start(work.bench, person=person, worklist=work.worklist, at=request.desk.stamp())
        return redirect("station:page", draft=draft.id, page=plan.NOTICE)
    return render(request, "station/walk_in.html", {"form": form})


@at_work
@require_http_methods(["GET", "POST"])
def officer(request: StationRequest) -> HttpResponse:
    username = request.work.bench.officer.username
    if request.method == "POST":
        group = request.POST.get("group", "")
        if group not in OFFICER_GROUPS:
            raise RuleBroken("page_unknown", page=group)
        transaction = f"{uuid.uuid4().hex}-{secrets.token_hex(4)}"
        wanted = Capture(positions=plan.GROUPS[group], transaction=transaction)
        judged = [judge(record) for record in request.desk.scanners.capture(wanted)]
        template = merged(one.template for one in judged if one.template is not None)
        request.desk.gallery.keep_officer(username, template=template)
        return redirect("station:officer")
    reference = request.desk.gallery.officers.get(username)
    known = {str(position) for position in reference.positions} if reference else set()
    groups = [
        {"name": group, "known": len(known & set(plan.GROUPS[group])), "of": len(plan.GROUPS[group])}
        for group in OFFICER_GROUPS
    ]
    return render(request, "station/officer.html", {"groups": groups})
