"""A base is taken once, stays as it was taken, and is compared with nothing but itself."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from rekam.coverage.bases.models import Base, BaseCell
from rekam.coverage.bases.queries import base_figures, based, get_base, is_whole
from rekam.coverage.bases.rules import LIVE, Based, change, end_of
from rekam.coverage.bases.services import take_base
from rekam.coverage.counters.queries import figures
from rekam.coverage.report_command import report
from rekam.coverage.rules import RULE_VERSION, Counts
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, SERANG

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
GROWN = date(1990, 1, 1)


def take(semester: str = "2026-1") -> Base:
    with scope(OFFICE):
        return take_base(office="36.73", semester=semester, actor="test", at=NOW)


def test_semesters_end_in_june_and_december() -> None:
    assert (end_of("2026-1"), end_of("2025-2")) == (date(2026, 6, 30), date(2025, 12, 31))


@pytest.mark.parametrize("text", ["2026", "2026-3", "26-1", "2026-1 ", "2026-1\n"])
def test_what_is_no_semester_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        end_of(text)
    assert refused.value.code == "semester_malformed"


@pytest.mark.django_db
def test_a_base_counts_as_of_the_semesters_end_what_happened_since_undone() -> None:
    stays = town.load(born=GROWN, area_code=KASEMEN)
    moves = town.load(born=GROWN, area_code=KASEMEN)
    dies = town.load(born=GROWN, area_code=KASEMEN)
    weds = town.load(born=date(2010, 1, 1), area_code=KASEMEN)
    town.arrive(born=GROWN, on=date(2026, 8, 1), at=NOW, area_code=KASEMEN)
    town.climb(stays, status="CARD_ISSUED", on=date(2026, 9, 1), at=NOW)
    town.change(moves, kind="move_within", on=date(2026, 7, 1), at=NOW, area_code=SERANG)
    town.change(dies, kind="death", on=date(2026, 7, 2), at=NOW, status="dead", status_on=date(2026, 7, 2))
    town.change(weds, kind="marriage", on=date(2026, 7, 3), at=NOW, ever_married=True)

    base = take()

    with scope(OFFICE):
        found = base_figures(base, area_code="36.73")
    assert set(found) == {KASEMEN}
    assert (found[KASEMEN].population, found[KASEMEN].wajib, found[KASEMEN].recorded) == (4, 3, 0)
    assert (base.people, base.rule_version, base.on) == (4, RULE_VERSION, date(2026, 6, 30))


@pytest.mark.django_db
def test_a_correction_is_better_knowledge_of_the_same_past() -> None:
    row = town.load(born=GROWN)
    town.change(row, kind="correction", on=date(2026, 9, 1), at=NOW, birth_date=date(2015, 1, 1))
    base = take()
    with scope(OFFICE):
        assert based(base, area_code="36.73").counts.wajib == 0


@pytest.mark.django_db
def test_a_base_stays_when_the_register_goes_on() -> None:
    row = town.load(born=GROWN)
    take()
    town.change(row, kind="correction", on=date(2026, 9, 1), at=NOW, status="inactive")
    with scope(OFFICE):
        base = get_base(area_code=KASEMEN, semester="2026-1")
        assert based(base, area_code="36.73").counts.wajib == 1
        assert is_whole(base)
        assert figures(area_code="36.73", on=date(2026, 11, 22))[KASEMEN].counts.wajib == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE coverage_basecell SET people = 9",
        "DELETE FROM coverage_basecell",
        "UPDATE coverage_base SET people = 9",
        "DELETE FROM coverage_base",
    ],
)
def test_the_database_itself_refuses_to_change_a_base(statement: str) -> None:
    town.load(born=GROWN)
    take()
    with scope(OFFICE), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_base_is_taken_once_and_not_before_its_semester_is_over() -> None:
    take()
    for semester, code in (("2026-1", "base_taken"), ("2026-2", "semester_not_over")):
        with pytest.raises(RuleBroken) as refused:
            take(semester)
        assert refused.value.code == code


@pytest.mark.django_db
def test_a_kelurahan_sees_its_own_cells_of_its_offices_base() -> None:
    town.load(born=GROWN, area_code=KASEMEN)
    town.load(born=GROWN, area_code=SERANG)
    take()
    with scope(Scope.of(KASEMEN)):
        base = get_base(area_code=KASEMEN, semester="2026-1")
        assert set(base_figures(base, area_code="36.73")) == {KASEMEN}
        assert BaseCell.objects.count() == 1


def test_figures_of_two_bases_are_never_chained() -> None:
    live = Based(LIVE, RULE_VERSION, date(2026, 11, 22), Counts(wajib=10))
    base = Based("2026-1", RULE_VERSION, date(2026, 6, 30), Counts(wajib=7))
    with pytest.raises(RuleBroken) as refused:
        change(before=base, after=live)
    assert refused.value.code == "bases_never_chained"


def test_nor_are_figures_of_two_rules() -> None:
    old = Based(LIVE, "2025-1", date(2026, 11, 21), Counts())
    new = Based(LIVE, "2026-1", date(2026, 11, 22), Counts())
    with pytest.raises(RuleBroken) as refused:
        change(before=old, after=new)
    assert refused.value.code == "rules_differ"


def test_two_days_of_one_base_are_compared_count_by_count() -> None:
    before = Based(LIVE, RULE_VERSION, date(2026, 11, 21), Counts(wajib=10, recorded=4))
    after = Based(LIVE, RULE_VERSION, date(2026, 11, 22), Counts(wajib=11, recorded=6))
    moved = change(before=before, after=after)
    assert (moved.wajib, moved.recorded, moved.not_recorded) == (1, 2, -1)


@pytest.mark.django_db
def test_the_report_names_the_base_it_speaks_of() -> None:
    town.load(born=GROWN)
    take()
    told = report(area_code="36.73", base="2026-1")
    assert (told["base"], told["on"], told["rule_version"]) == ("2026-1", "2026-06-30", RULE_VERSION)
    assert report(area_code="36.73", on=date(2026, 11, 22))["base"] == LIVE


@pytest.mark.django_db
def test_a_base_that_nobody_took_is_unknown() -> None:
    with pytest.raises(RuleBroken) as refused:
        report(area_code="36.73", base="2025-2")
    assert refused.value.code == "base_unknown"
