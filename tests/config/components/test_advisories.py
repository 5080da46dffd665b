"""Advisories that somebody brings, without a network: who is affected, and how old the database is."""

import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.config.components import advisories
from rekam.config.components.command import main
from rekam.config.components.pins import Component

NOW = datetime.now(UTC)
PINS = "Django==5.2.19 \\\n    --hash=sha256:" + "a" * 64 + "\n"
Events = list[dict[str, str]]


def component(version: str, *, name: str = "django") -> Component:
    return Component(ecosystem="PyPI", name=name, version=version, licence="MIT", spdx=True)


def advisory(
    *events: Mapping[str, str], name: str = "Django", age: int = 1, **more: object
) -> dict[str, object]:
    ranges = [{"type": "ECOSYSTEM", "events": [*events]}]
    return {
        "id": "GHSA-x",
        "aliases": ["CVE-2026-1"],
        "modified": (NOW - timedelta(days=age)).isoformat().replace("+00:00", "Z"),
        "summary": "a hole",
        "affected": [{"package": {"ecosystem": "PyPI", "name": name}, "ranges": ranges}],
        **more,
    }


def concerns(told: dict[str, object], version: str) -> bool:
    return bool(advisories.look([told], at=[component(version)]).hits)


@pytest.mark.parametrize(
    ("events", "inside", "outside"),
    [
        ([{"introduced": "0"}, {"fixed": "5.2.20"}], ["5.2.19", "0.1", "5.2.20rc1"], ["5.2.20", "6.0"]),
        ([{"introduced": "5.2"}, {"last_affected": "5.2.19"}], ["5.2", "5.2.19"], ["5.1.9", "5.2.20"]),
        ([{"fixed": "5.2.1"}, {"introduced": "5.2"}], ["5.2"], ["5.2.1"]),  # in any order
        ([{"introduced": "4"}, {"fixed": "4.2"}, {"introduced": "5"}], ["4.1", "5.2"], ["4.2", "3"]),
    ],
)
def test_a_range_holds_whom_the_schema_says(events: Events, inside: list[str], outside: list[str]) -> None:
    told = advisory(*events)
    assert [version for version in inside if not concerns(told, version)] == []
    assert [version for version in outside if concerns(told, version)] == []


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_introduced_and_fixed_are_a_half_open_range(first: int, width: int, here: int) -> None:
    told = advisory({"introduced": f"1.{first}"}, {"fixed": f"1.{first + width}"})
    assert concerns(told, f"1.{here}") == (first <= here < first + width)


def test_named_versions_count_and_withdrawn_or_other_packages_do_not() -> None:
    named = {"package": {"ecosystem": "PyPI", "name": "Django"}, "versions": ["5.2.19"]}
    everybody = {"introduced": "0"}
    assert concerns(advisory(affected=[named]), "5.2.19")
    assert not concerns(advisory(affected=[named]), "5.2.18")
    assert not concerns(advisory(everybody, withdrawn="2026-01-01T00:00:00Z"), "5.2.19")
    assert not concerns(advisory(everybody, name="flask"), "5.2.19")
    assert concerns(advisory({"introduced": "no version"}), "5.2.19"), "what cannot be compared is told"


def asked(folder: Path, told: list[dict[str, object]], *words: str, name: str = "all.zip") -> int:
    (folder / "pins.txt").write_text(PINS)
    if name.endswith(".zip"):
        with zipfile.ZipFile(folder / name, "w") as packed:
            for number, one in enumerate(told):
                packed.writestr(f"{number}.json", json.dumps(one))
    else:
        (folder / name).write_text(json.dumps(told))
    return main(["--pins", str(folder / "pins.txt"), "advisories", str(folder / name), *words])


@pytest.mark.parametrize("name", ["all.zip", "all.json"])
def test_the_command_tells_what_is_affected(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(tmp_path, [advisory({"introduced": "0"})], name=name) == 1
    told = capsys.readouterr().out
    assert f"Database of {NOW - timedelta(days=1):%Y-%m-%d} (1 days old), 1 advisories" in told
    assert "PyPI django 5.2.19: GHSA-x, CVE-2026-1: a hole" in told
    assert asked(tmp_path, [advisory({"introduced": "6"})], name=name) == 0
    assert "None concerns a component" in capsys.readouterr().out


def test_an_old_database_or_one_of_tomorrow_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = [advisory({"introduced": "6"}, age=20)]
    assert asked(tmp_path, old) == 2
    assert "REFUSED" in capsys.readouterr().err
    assert asked(tmp_path, old, "--days", "30") == 0
    assert asked(tmp_path, [advisory({"introduced": "6"}, age=-3)]) == 2


@pytest.mark.parametrize("told", [[], [{}], [{"modified": "x"}], [{"modified": 1}], ["x"]])
def test_what_is_no_database_says_nothing_of_safety(told: list[dict[str, object]], tmp_path: Path) -> None:
    assert asked(tmp_path, told) == 2
    (tmp_path / "no.zip").write_text("x")
    assert main(["advisories", str(tmp_path / "no.zip")]) == 2
    assert main(["advisories", str(tmp_path / "absent")]) == 2
