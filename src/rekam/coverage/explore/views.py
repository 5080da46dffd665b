"""The page "jelajah data" and the same answer as JSON, which its chart is drawn from."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, officer
from rekam.coverage.explore.forms import ExploreForm, start
from rekam.coverage.explore.queries import Question, answer
from rekam.coverage.explore.rules import Grid, Group
from rekam.coverage.explore.words import GROUPS, MEASURES, column_name
from rekam.coverage.groups import is_home_office
from rekam.coverage.hiding import SMALLEST_SHOWN
from rekam.coverage.places import place_of
from rekam.coverage.rules import RULE_VERSION
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.ui.templatetags.rekam import tanggal


@dataclass(frozen=True)
class Asked:
    """What the request asked for: its form, and the question where the form is sound."""

    place: AreaCode
    form: ExploreForm
    question: Question | None
    hides: bool


@require_GET
@allow("coverage.explore")
def explore(request: HttpRequest, code: str) -> HttpResponse:
    asked = _asked(request, code)
    found = answer(asked.question, hides=asked.hides) if asked.question else None
    context = {
        "place": asked.place,
        "name": area_name(asked.place.text),
        "form": asked.form,
        "question": asked.question,
        "measure": MEASURES[asked.question.measure] if asked.question else "",
        "group": GROUPS[asked.question.group] if asked.question else "",
        "columns": _heads(found) if found else [],
        "rows": _rows(found) if found else [],
        "has_total": found is not None and len(found.numbers) > len(found.rows),
        "hides": found is not None and any(None in row for row in found.numbers),
        "smallest_shown": SMALLEST_SHOWN,
        "query": request.GET.urlencode(),
        "now": timezone.now(),
        "rule_version": RULE_VERSION,
    }
    return render(request, "coverage/explore.html", context, status=200 if asked.question else 400)


@require_GET
@allow("coverage.explore")
def as_json(request: HttpRequest, code: str) -> JsonResponse:
    """Its names are stable: docs/reference/explore-json.md."""
    asked = _asked(request, code)
    if asked.question is None:
        raise RuleBroken("explore_malformed")
    found = answer(asked.question, hides=asked.hides)
    return JsonResponse(
        {
            "area_code": asked.place.text,
            "measure": asked.question.measure,
            "on": asked.question.on.isoformat(),
            "base": "live",
            "rule_version": RULE_VERSION,
            "columns": [{"key": key, "name": column_name(key)} for key in found.columns],
            "rows": [
                {"key": key, "name": _row_name(key), "people": people[: len(found.columns)]}
                for key, people in zip(found.rows, found.numbers, strict=False)
            ],
        }
    )


def _asked(request: HttpRequest, code: str) -> Asked:
    account = officer(request)
    place = place_of(code, account=account)
    first = start(place, today=account.day(timezone.now()))
    form = ExploreForm({**first, **request.GET.dict()}, place=place)
    question = None
    if form.is_valid():
        question = Question(
            place=place,
            measure=form.cleaned_data["ukuran"],
            level=Level(int(form.cleaned_data["tingkat"])),
            group=Group(form.cleaned_data["pecah"]),
            on=form.cleaned_data["per"],
        )
    return Asked(place, form, question, hides=not is_home_office(account))


def _heads(found: Grid) -> list[str]:
    return [column_name(column) for column in found.columns]


def _rows(found: Grid) -> list[tuple[str, list[int | None]]]:
    """Each row's name and numbers; the last, where it is the sum, has no name."""
    names = [_row_name(key) for key in found.rows]
    names += [""] * (len(found.numbers) - len(names))
    return [(name, list(row)) for name, row in zip(names, found.numbers, strict=True)]


def _row_name(key: str) -> str:
    """An area's name, or a day."""
    return tanggal(date.fromisoformat(key)) if "-" in key else area_name(key)
