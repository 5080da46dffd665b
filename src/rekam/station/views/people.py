"""The work list, and people who come without it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rekam.enrolment.particulars import Person
from rekam.kernel.errors import RuleBroken
from rekam.station import plan, recording, searching
from rekam.station.forms import WalkInForm
from rekam.station.middleware import StationRequest, at_work
from rekam.station.store.visits import people_of
from rekam.station.wording import told


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
    own, gallery = work.bench.officer.username, desk.gallery
    context |= {"confirmed": own in gallery.known, "taken": own in gallery.officers}
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
