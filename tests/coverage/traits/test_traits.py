"""Traits come from a list, and the counts of areas with a trait from the counts of all."""

from datetime import UTC, date, datetime

import pytest

from rekam.coverage.queries import count_villages
from rekam.coverage.traits.queries import areas_with, counts_by_trait
from rekam.coverage.traits.rules import Trait, read_traits
from rekam.coverage.traits.services import set_traits
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.coverage.counters import town
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, SERANG

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
LIST = ["area_code,trait\n", f"{KASEMEN},coast\n", "3673021001,island\n", f"{SERANG},remote\n"]


def test_a_list_names_kelurahan_with_dots_or_without() -> None:
    assert read_traits(LIST) == {(KASEMEN, Trait.COAST), (KASEMEN, Trait.ISLAND), (SERANG, Trait.REMOTE)}


@pytest.mark.parametrize(
    "lines",
    [["area,trait\n"], ["area_code,trait\n", "36.73,coast\n"], ["area_code,trait\n", f"{KASEMEN},sea\n"]],
)
def test_a_list_that_is_none_is_refused(lines: list[str]) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_traits(lines)
    assert refused.value.code == "traits_unreadable"


@pytest.mark.django_db
def test_counts_of_areas_with_a_trait_follow_from_those_of_all() -> None:
    town.load(born=date(1990, 1, 1), area_code=KASEMEN)
    town.load(born=date(1990, 1, 1), area_code=SERANG, recorded_on=date(2020, 1, 1))
    with scope(OFFICE):
        set_traits(read_traits(LIST), actor="test", at=NOW)
        found = counts_by_trait(count_villages(area_code="36.73", on=date(2026, 11, 22)))
    assert {trait: (counts.wajib, counts.not_recorded) for trait, counts in found.items()} == {
        Trait.REMOTE: (1, 0),
        Trait.BORDER: (0, 0),
        Trait.COAST: (1, 1),
        Trait.ISLAND: (1, 1),
    }


@pytest.mark.django_db
def test_a_new_list_replaces_the_scopes_areas_only() -> None:
    with scope(OFFICE):
        set_traits(read_traits(LIST), actor="test", at=NOW)
    with scope(Scope.of(SERANG)):
        set_traits({(SERANG, Trait.BORDER)}, actor="test", at=NOW)
    with scope(OFFICE):
        assert areas_with() == {
            Trait.REMOTE: frozenset(),
            Trait.BORDER: {SERANG},
            Trait.COAST: {KASEMEN},
            Trait.ISLAND: {KASEMEN},
        }
