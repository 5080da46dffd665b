"""The kelurahan's own page, its call-up list, the reason that a call-up found; a school's counts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.audit.rules import Purpose
from rekam.coverage.community import queries
from rekam.coverage.community.forms import ReasonForm
from rekam.coverage.counters.models import Note
from rekam.coverage.counters.rules import Reach, Reason
from rekam.coverage.counters.services import note_reason
from rekam.coverage.listing import page_of
from rekam.coverage.places import place_of
from rekam.coverage.queries import count_villages
from rekam.coverage.rules import RULE_VERSION, total
from rekam.coverage.words import REACHES, REASONS
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name


@require_GET
@allow("coverage.see")
def village(request: HttpRequest, code: str) -> HttpResponse:
    place, now = _village(request, code), timezone.now()
    today = office_day(now)
    counts = total(count_villages(area_code=place.text, on=today).values())
    context = {
        "place": place,
        "name": area_name(place.text),
        "inside": area_name(place.at(Level.KECAMATAN).text),
        "counts": counts,
        "on": today,
        "reaches": [
            (REACHES[Reach.REACHABLE], counts.reachable),
            (REACHES[Reach.AWAY], counts.away),
            (REACHES[Reach.PROBABLY_GONE], counts.probably_gone),
            (REACHES[Reach.UNKNOWN], counts.unknown_reach),
        ],
        "names_allowed": allowed(officer(request), "coverage.see_names"),
        "now": now,
        "rule_version": RULE_VERSION,
    }
    return render(request, "coverage/community/village.html", context)


@require_GET
@allow("coverage.see_names")
def call_up(request: HttpRequest, code: str) -> HttpResponse:
    place, today = _village(request, code), office_day(timezone.now())
    page, people = page_of(request, queries.people_to_call(area_code=place.text, on=today))
    show(request, "coverage.call_up_seen", people=people, purpose=Purpose.OUTREACH, case=place.text)
    notes = queries.newest_notes(person.uuid for person in page)
    rows = [(person, _told(notes.get(person.uuid))) for person in page]
    context = {
        "place": place,
        "name": area_name(place.text),
        "inside": area_name(place.at(Level.KECAMATAN).text),
        "page": page,
        "rows": rows,
        "count": page.paginator.count,
        "today": today,
        "may_note": allowed(officer(request), "coverage.note_reason"),
    }
    return render(request, "coverage/community/call_up.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.note_reason")
def reason(request: HttpRequest, uuid: UUID) -> HttpResponse:
    today = office_day(timezone.now())
    person = queries.get_missing(uuid, on=today)
    form = ReasonForm(request.POST or None, initial={"evidence_on": today})
    if request.method == "POST" and form.is_valid():
        note_reason(
            resident=person.uuid,
            reason=Reason(form.cleaned_data["reason"]),
            evidence_on=form.cleaned_data["evidence_on"],
            back_on=form.cleaned_data["back_on"],
            **who(request),
        )
        messages.success(request, _("Alasan dicatat. Orang ini tetap dihitung belum direkam."))
        return redirect("coverage:call_up", person.area_code)
    show(
        request,
        "coverage.call_up_seen",
        people=[str(person.uuid)],
        purpose=Purpose.OUTREACH,
        case=person.area_code,
    )
    context = {"person": person, "name": area_name(person.area_code), "form": form}
    return render(request, "coverage/community/reason.html", context, status=400 if form.errors else 200)


@require_GET
@allow("coverage.see")
def school(request: HttpRequest, code: str) -> HttpResponse:
    place, now = _village(request, code), timezone.now()
    context = {
        "place": place,
        "name": area_name(place.text),
        "young": queries.count_young(area_code=place.text, on=office_day(now)),
        "now": now,
        "rule_version": RULE_VERSION,
    }
    return render(request, "coverage/community/school.html", context)


def _village(request: HttpRequest, code: str) -> AreaCode:
    """The kelurahan of an address; of larger areas there is no such page."""
    place = place_of(code, account=officer(request))
    if place.level is not Level.KELURAHAN_DESA:
        raise RuleBroken("not_found")
    return place


def _told(note: Note | None) -> str:
    return "" if note is None else str(REASONS[Reason(note.reason)])
