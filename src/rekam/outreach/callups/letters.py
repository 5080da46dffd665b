"""Whom each letter goes to: the head of the family as soon as one of those called is a child."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from rekam.kernel.database import scope
from rekam.messages.addressee import Reader, is_child, needs_slip, reader_of
from rekam.outreach.callups.codes import code_of, office_scope
from rekam.outreach.callups.models import Called, CallList
from rekam.outreach.callups.papers import Letter
from rekam.outreach.callups.queries import births_of
from rekam.outreach.callups.rules import For
from rekam.outreach.models import Visit
from rekam.outreach.queries import find_next_visit, where_to_come
from rekam.registry.queries import residents
from rekam.registry.rules import HEAD


def letters_of(call_list: CallList, households: Sequence[CallList], *, on: date) -> Sequence[Letter]:
    """The letters of a list's households; a pupil of 18 and more gets the own letter, no parents'."""
    with scope(office_scope()):
        called: defaultdict[int, list[Called]] = defaultdict(list)
        for one in Called.objects.filter(call_list__in=households).order_by("number"):
            called[one.call_list_id].append(one)
        wanted = [one.resident for some in called.values() for one in some]
        everybody = residents(area_code=settings.REKAM_OFFICE_AREA)
        known = {one.uuid: one for one in everybody.filter(uuid__in=wanted)}
        heads = dict(
            everybody.filter(
                kk__in={one.kk for one in known.values()}, head_relation__iexact=HEAD
            ).values_list("kk", "full_name")
        )
        where = where_to_come(_next_visit(call_list, on=on))
        made = [
            _letter(home, called[home.pk], known=known, heads=heads, where=where, on=on)
            for home in households
        ]
    return [one for one in made if one is not None]


def _letter(
    home: CallList,
    called: Sequence[Called],
    *,
    known: Mapping[UUID, Any],
    heads: Mapping[str, str],
    where: str,
    on: date,
) -> Letter | None:
    people = [known[one.resident] for one in called if one.resident in known]
    if not people:
        return None
    young = reader_of((one.birth_date for one in people), on=on) is Reader.PARENT
    at_school = home.above is not None and home.above.recipient == For.SCHOOL
    grown = [one for one in people if not is_child(born=one.birth_date, on=on)]
    # A school hands slips out in class: whose child a pupil is, the register tells nobody there.
    head = heads.get(people[0].kk, "") if young and not at_school else ""
    to = head or (grown[0].full_name if grown else people[0].full_name)
    return Letter(
        code=code_of(home.uuid),
        to=to,
        people=[one.full_name for one in people],
        where=where,
        is_child=young,
        group=called[0].group if at_school else "",
    )


def count_slips(call_list: CallList, *, on: date) -> int:
    """With how many pupils of a school's list a slip goes home before they are recorded there.

    on  the day it is asked; where no visit is planned, they count by their age of that day
    """
    visit = _next_visit(call_list, on=on)
    day = visit.on if visit else on
    return sum(needs_slip(born=born, recorded_on=day) for born in births_of(call_list))


def _next_visit(call_list: CallList, *, on: date) -> Visit | None:
    return find_next_visit(area_code=call_list.area_code, site=call_list.site, after=on)
