"""Pages of a family card and of an area's code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer
from rekam.audit.rules import Purpose
from rekam.kernel.region import AreaCode, find_area
from rekam.registry.entries import queries, words
from rekam.registry.queries import get_resident


@allow("registry.see_resident")
@require_GET
def family(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Named by a resident, since a KK number stays out of addresses."""
    person = get_resident(uuid)
    members = queries.family(person.kk)
    people = list(dict.fromkeys([str(uuid), *(str(one.uuid) for one in members)]))
    show(request, "registry.family_seen", people=people, purpose=Purpose.SERVICE)
    context = {
        "person": person,
        "members": [(one, words.SEXES.get(one.sex, one.sex)) for one in members],
        "card": queries.get_card(person.kk),
        "area": queries.area_name(person.area_code),
        "is_member": person in members,
        "may_enter": allowed(officer(request), "registry.enter"),
        "added": [(kind, words.KINDS[kind]) for kind in words.ADDED_TO_FAMILY],
    }
    return render(request, "registry/entries/family.html", context)


@allow("registry.see_resident")
@require_GET
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a code, and what was before it."""
    text = AreaCode.parse(code).text
    context = {
        "code": text,
        "name": queries.area_name(text),
        "area": find_area(text),
        "predecessors": [(one, queries.area_name(one)) for one in queries.predecessors(text)],
        "successors": [(one, queries.area_name(one)) for one in queries.successors(text)],
    }
    return render(request, "registry/entries/area.html", context)
