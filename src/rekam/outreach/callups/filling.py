"""The page that asks one answer for each person, by whoever has the code or an account; and reading it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest

from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups import refusals
from rekam.outreach.callups.forms import LineForm
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For, Outcome, Told, check_told
from rekam.outreach.callups.seeing import Person
from rekam.outreach.callups.showing import named
from rekam.outreach.callups.words import BECAME

PER_PAGE = 20
FIELDS = {"call_day_missing": "on", "call_day_wrong": "on", "call_place_missing": "place"}
Line = tuple[Person, LineForm, tuple[str, object]]


def lines_of(people: Sequence[Person], *, request: HttpRequest) -> Sequence[Line]:
    """Each person with the form of the answer, filled with the newest one, and what came of it."""
    return [(one, _form(one, request=request), BECAME[one.became]) for one in people]


def _form(one: Person, *, request: HttpRequest) -> LineForm:
    last = one.answer
    before = {"outcome": last.outcome, "on": last.on, "place": last.place} if last else {}
    typed = request.POST if request.method == "POST" else None
    return LineForm(typed, prefix=f"p{one.called.number}", initial=before)


def read(lines: Sequence[Line], *, today: date) -> Mapping[int, Told]:
    """The answers that are new, by line; what is wrong stands at its field (`is_wrong`)."""
    told = {one.called.number: _read(form, today=today) for one, form, _became in lines}
    return {number: one for number, one in told.items() if one is not None}


def _read(form: LineForm, *, today: date) -> Told | None:
    if not form.is_valid() or not form.cleaned_data["outcome"] or not form.has_changed():
        return None
    told = Told(Outcome(form.cleaned_data["outcome"]), form.day, form.cleaned_data["place"])
    try:
        check_told(told, today=today)
    except RuleBroken as broken:
        form.add_error(FIELDS[broken.code], str(refusals.SENTENCES[broken.code]))
    return told


def is_wrong(lines: Sequence[Line]) -> bool:
    """Whether an answer of the page is not whole."""
    return any(form.errors for _one, form, _became in lines)


def context_of(row: CallList, lines: Sequence[Line]) -> dict[str, object]:
    """What the page shows of a list and its lines."""
    return {
        "row": row,
        "name": named(row),
        "lines": lines,
        "is_school": row.recipient == For.SCHOOL,
        "has_children": any(one.is_child for one, _form, _became in lines),
        "left": sum(1 for one, _form, _became in lines if one.became == "waiting"),
        "wrong": is_wrong(lines),
    }
