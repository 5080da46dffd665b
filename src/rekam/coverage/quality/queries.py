"""The rows that a check finds, and how many they are."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, ExtractDay, Substr

from rekam.coverage.quality.rules import (
    DEFAULT_DAY,
    OLDEST,
    YOUNGEST_MARRIED,
    Check,
    Found,
    expected_on_one_day,
)
from rekam.coverage.queries import wajib_on
from rekam.coverage.rules import latest_birth
from rekam.kernel.database import counting
from rekam.kernel.nik import WOMAN_DAY_OFFSET, Sex
from rekam.registry.queries import residents
from rekam.registry.rules import HEAD, RECORDING_AGE, Status


def find(*, area_code: str, on: date) -> tuple[list[Found], int, int]:
    """What each check finds in an area as of a day; and the area's wajib and recorded."""
    wajib = wajib_on(on)
    columns = {"all": Q(), **{check.value: rule(area_code, on) for check, rule in RULES.items()}}
    kinds = {"people": Q(), "wajib": wajib, "recorded": wajib & Q(recorded_on__lte=on)}
    counted = {
        f"{name}_{kind}": Count("pk", filter=rule & which)
        for name, rule in columns.items()
        for kind, which in kinds.items()
    }
    with counting():
        numbers: Mapping[str, int] = _living(area_code).aggregate(**counted)
    found = [
        Found(
            check=check,
            people=numbers[f"{check}_people"],
            wajib=numbers[f"{check}_wajib"],
            recorded=numbers[f"{check}_recorded"],
            expected=expected_on_one_day(numbers["all_people"]) if check is Check.FIRST_OF_JULY else 0,
        )
        for check in RULES
    ]
    return found, numbers["all_wajib"], numbers["all_recorded"]


def rows(check: Check, *, area_code: str, on: date) -> QuerySet[Any]:
    """The residents that a check finds, by kelurahan and name."""
    return _living(area_code).filter(RULES[check](area_code, on)).order_by("area_code", "full_name", "pk")


def _living(area_code: str) -> QuerySet[Any]:
    """The population, each row with the birth date as its NIK says it and as it would have to."""
    woman = Case(When(sex=Sex.FEMALE, then=WOMAN_DAY_OFFSET), default=0)
    return (
        residents(area_code=area_code)
        .filter(status=Status.ACTIVE)
        .annotate(
            nik_day=Cast(Substr("nik", 7, 2), IntegerField()),
            nik_month=Substr("nik", 9, 4),
            day_due=ExtractDay("birth_date") + woman,
            month_due=Func(F("birth_date"), Value("MMYY"), function="to_char", output_field=CharField()),
        )
    )


def _too_old(_area: str, on: date) -> Q:
    return Q(birth_date__lte=latest_birth(on=on, age=OLDEST))


def _born_later(_area: str, on: date) -> Q:
    return Q(birth_date__gt=on)


def _recorded_too_young(_area: str, _on: date) -> Q:
    # Nobody is 16 in fewer days than 16 years with four leap days have, less one for a 29 February.
    least = timedelta(days=RECORDING_AGE * 365 + RECORDING_AGE // 4 - 1)
    return Q(recorded_on__lt=F("birth_date") + least, ever_married=False)


def _ladder_order(_area: str, _on: date) -> Q:
    steps = ("recorded_on", "print_ready_on", "printed_on", "handed_on")
    wrong = Q()
    for earlier, later in pairwise(steps):
        wrong |= Q(**{f"{later}__isnull": False}) & (
            Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__lt": F(earlier)})
        )
    return wrong


def _married_child(_area: str, on: date) -> Q:
    return Q(ever_married=True, birth_date__gt=latest_birth(on=on, age=YOUNGEST_MARRIED))


def _two_heads(area_code: str, _on: date) -> Q:
    return Q(head_relation__iexact=HEAD, kk__in=_cards(area_code, Q(heads__gte=2)))


def _no_head(area_code: str, _on: date) -> Q:
    return Q(kk__in=_cards(area_code, Q(heads=0)))


def _nik_differs(_area: str, _on: date) -> Q:
    return ~Q(nik_day=F("day_due")) | ~Q(nik_month=F("month_due"))


def _first_of_july(_area: str, _on: date) -> Q:
    month, day = DEFAULT_DAY
    return Q(birth_date__month=month, birth_date__day=day)


def _cards(area_code: str, which: Q) -> QuerySet[Any]:
    """Numbers of family cards of an area by how many living heads they have (`heads`)."""
    living = residents(area_code=area_code).filter(status=Status.ACTIVE).order_by()
    counted = living.values("kk").annotate(heads=Count("pk", filter=Q(head_relation__iexact=HEAD)))
    return counted.filter(which).values("kk")


RULES: Mapping[Check, Callable[[str, date], Q]] = {
    Check.TOO_OLD: _too_old,
    Check.BORN_LATER: _born_later,
    Check.RECORDED_TOO_YOUNG: _recorded_too_young,
    Check.LADDER_ORDER: _ladder_order,
    Check.MARRIED_CHILD: _married_child,
    Check.TWO_HEADS: _two_heads,
    Check.NO_HEAD: _no_head,
    Check.NIK_DIFFERS: _nik_differs,
    Check.FIRST_OF_JULY: _first_of_july,
}
