"""The sheet of a fortnight: typed in, computed, printed as CSV, written down in the audit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.indicators.queries import history, sheet
from rekam.coverage.indicators.rules import Indicator, Line, Period
from rekam.coverage.indicators.services import note_indicator
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.personas import officer, resident

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PERIOD = Period(date(2026, 11, 16))


@pytest.fixture
def office(db: None) -> Iterator[None]:
    with scope(Scope.of("36.73")):
        people = [resident(serial=n) for n in range(1, 5)]
        for one in people[:3]:
            one.recorded_on = date(2026, 1, 5)
        Resident.objects.bulk_create(people)
        yield


def note(indicator: Indicator, value: str, target: str, *, name: str = "", period: Period = PERIOD) -> None:
    line = Line(indicator, name, Decimal(value), Decimal(target), "Laporan bulanan", date(2026, 11, 20))
    note_indicator(line, area_code="36.73", period=period, actor="ani", at=NOW)


def test_recording_is_computed_and_the_others_are_as_typed(office: None) -> None:
    note(Indicator.CHILD_CARD, "62.5", "60")

    found = sheet(area_code="36.73", period=PERIOD, today=TODAY)

    lines = {line.indicator: line for line in found.lines}
    assert len(found.lines) == 10
    assert lines[Indicator.RECORDING].value == Decimal("75.00")
    assert lines[Indicator.CHILD_CARD].is_met
    assert (found.met, found.unknown, found.level) == (1, 8, 1)


def test_the_newest_word_holds_and_both_are_in_the_audit(office: None) -> None:
    note(Indicator.BPP, "70", "75")
    note(Indicator.BPP, "80", "75")

    assert sheet(area_code="36.73", period=PERIOD, today=TODAY).met == 1
    assert Entry.objects.filter(action="coverage.indicator_noted").count() == 2


def test_a_fortnight_to_come_is_not_filled_in(office: None) -> None:
    with pytest.raises(RuleBroken) as refused:
        note(Indicator.BPP, "80", "75", period=Period(date(2026, 11, 30)))

    assert refused.value.code == "indicator_period_ahead"


def test_the_tenth_needs_the_name_that_the_office_gives_it(office: None) -> None:
    with pytest.raises(RuleBroken) as refused:
        note(Indicator.TENTH, "80", "75")

    assert refused.value.code == "indicator_unnamed"


def test_history_holds_the_fortnights_that_were_filled_in(office: None) -> None:
    note(Indicator.BPP, "80", "75")
    note(Indicator.BPP, "70", "75", period=PERIOD.before)

    found = history(area_code="36.73", today=TODAY, most=5)

    assert [(one.period, one.met) for one in found] == [(PERIOD, 1), (PERIOD.before, 0)]


def test_the_pages_serve_the_head_and_show_the_province(office: None) -> None:
    head, province = Client(), Client()
    head.force_login(officer(Role.HEAD))
    province.force_login(officer(Role.PROVINCE, areas=("36",)))
    first = PERIOD.first.isoformat()
    form = reverse("coverage:indicator_keep", args=[first, "kesepuluh"])
    typed = {"name": "=Arsip", "value": "80,5 %", "target": "75", "source": "Surat"}
    day = {"source_on_day": "20", "source_on_month": "11", "source_on_year": "2026"}

    assert head.post(form, typed | day).status_code == 302
    assert head.post(form, typed | day | {"value": "80,555"}).status_code == 400
    assert province.get(reverse("coverage:indicators", args=[first])).status_code == 200
    assert province.get(form).status_code == 403
    rows = head.get(reverse("coverage:indicators_csv", args=[first])).content.decode().splitlines()
    assert len(rows) == 11
    assert "kesepuluh,'=Arsip,80.50,75.00,1,Surat,2026-11-20" in rows[10]


def test_a_day_that_begins_no_fortnight_is_not_found(office: None) -> None:
    head = Client()
    head.force_login(officer(Role.HEAD))

    assert head.get(reverse("coverage:indicators", args=["2026-11-17"])).status_code == 404
