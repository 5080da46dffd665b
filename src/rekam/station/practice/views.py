"""The page of the lessons."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.kernel.errors import RuleBroken
from rekam.station.middleware import StationRequest, at_work
from rekam.station.practice.lessons import LESSONS, done
from rekam.station.practice.notebook import evidence
from rekam.station.practice.room import get_room


@at_work
@require_http_methods(["GET", "POST"])
def listed(request: StationRequest) -> HttpResponse:
    if request.method == "POST":
        request.desk.flash = _prepared(request.POST.get("act", ""))
        request.desk.scanners.look()
        return redirect("practice:lessons")
    ticked = done(evidence(request.work))
    people = request.work.worklist.people
    names = {person.resident.int: person.name for person in people if person.resident}
    rows = [
        {
            "lesson": lesson,
            "steps": str(lesson.steps) % {"name": names.get(lesson.person, "")},
            "done": lesson.code in ticked,
        }
        for lesson in LESSONS
    ]
    return render(request, "practice/lessons.html", {"rows": rows})


def _prepared(act: str) -> str:
    told = {
        "die": _("Pengambilan berikut akan mematikan alat."),
        "officer": _("Pengambilan warga berikut bertemu jari Anda sendiri."),
        "plug": _("Alat terpasang lagi."),
    }
    if act not in told:
        raise RuleBroken("form_incomplete")
    get_room().prepare(act)
    return told[act]
