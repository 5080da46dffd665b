"""Traits come from a list that replaces the one before."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rekam.coverage.command import main
from rekam.coverage.traits.queries import areas_with
from rekam.coverage.traits.rules import Trait, read_traits
from rekam.coverage.traits.services import set_traits
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from tests.coverage.counters.town import OFFICE
from tests.personas import KASEMEN, SERANG

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
LIST = ["area_code,trait\n", f"{KASEMEN},coast\n", "3673021001,island\n", f"{SERANG},remote\n"]


def test_a_list_names_kelurahan_with_dots_or_without() -> None:
    assert read_traits(LIST) == {(KASEMEN, Trait.COAST), (KASEMEN, Trait.ISLAND), (SERANG, Trait.REMOTE)}


@pytest.mark.parametrize(
    "lines",
    [
        ["area,trait\n"],
        ["area_code,trait\n", '"' + 140_000 * "a"],
        ["area_code,trait\n", "36.73,coast\n"],
        ["area_code,trait\n", f"{KASEMEN},sea\n"],
    ],
)
def test_a_list_that_is_none_is_refused(lines: list[str]) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_traits(lines)
    assert refused.value.code == "traits_unreadable"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xef\xbb\xbfarea_code,trait\n36.73.02.1001,co\xe5st\n", "traits_not_utf8 (line=2, byte=17). "),
        (b"area_code,trait\n36.73.02.1001,sea\n", "traits_unreadable (line=2). "),
    ],
)
def test_the_command_tells_the_place_that_it_cannot_read(
    content: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "traits.csv"
    path.write_bytes(content)

    assert main(["traits", str(path)]) == 2

    assert capsys.readouterr().err.startswith(f"rekam coverage traits: {told}")


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
