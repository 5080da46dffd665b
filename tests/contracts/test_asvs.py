"""Our answer to OWASP's ASVS 5.0, levels 1 and 2: each row is filled and leads somewhere."""

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from tests.contracts.weaknesses import ROOT

TABLE = ROOT / "docs" / "reference" / "asvs.csv"
# How many requirements of levels 1 and 2 each chapter has (OWASP ASVS 5.0.0, May 2025).
CHAPTERS = {
    "V1": 27,
    "V2": 11,
    "V3": 19,
    "V4": 10,
    "V5": 9,
    "V6": 35,
    "V7": 18,
    "V8": 7,
    "V9": 7,
    "V10": 29,
    "V11": 14,
    "V12": 9,
    "V13": 13,
    "V14": 9,
    "V15": 13,
    "V16": 16,
    "V17": 7,
}
LEVELS = {"1": 70, "2": 183}
# What each state asks for: a proof, a reason.
STATES = {
    "met": (True, False),
    "part": (False, True),
    "office": (False, True),
    "no": (False, True),
    "n/a": (False, True),
}


def rows() -> Sequence[Mapping[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def faults(row: Mapping[str, str]) -> list[str]:
    """What is wrong with a row."""
    proof, reason = STATES.get(row["state"], (True, True))
    wrong = [f"no state {row['state']}"] if row["state"] not in STATES else []
    if not re.fullmatch(r"V\d+\.\d+\.\d+", row["requirement"]) or not row["about"]:
        wrong.append("not named")
    if proof and not row["proof"]:
        wrong.append("no proof")
    if reason and len(row["reason"]) < 7:
        wrong.append("no reason")
    return wrong + [f"{one} is not there" for one in row["proof"].split() if not exists(one)]


def exists(proof: str) -> bool:
    """Whether a file is there, and the test in it that is named behind `::`."""
    path, _, name = proof.partition("::")
    if not (ROOT / path).exists():
        return False
    return not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_row_is_filled_and_leads_somewhere() -> None:
    assert {row["requirement"]: wrong for row in rows() if (wrong := faults(row))} == {}


def threats(page: str) -> Sequence[Sequence[str]]:
    """The rows of the table of threats: asset, attacker, defence, test."""
    table = page.split("| asset | attacker | defence | test |\n|---|---|---|---|\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]


def test_every_threat_has_its_defence_and_a_test_that_is_there() -> None:
    told = threats((ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(told) >= 15
    assert [row for row in told if len(row) != 4 or not all(row) or not exists(row[3].strip("`"))] == []


def test_every_promise_has_a_test_without_its_defence_that_is_there() -> None:
    page = (ROOT / "docs" / "reference" / "proofs.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py(?:::\w+)?)`", page)
    assert len(named) >= 25
    assert [one for one in named if not exists(one)] == []


def test_every_requirement_of_both_levels_stands_once() -> None:
    told = rows()
    assert Counter(row["level"] for row in told) == LEVELS
    assert Counter(row["requirement"].split(".")[0] for row in told) == CHAPTERS
    assert len({row["requirement"] for row in told}) == len(told)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"proof": "tests/gone.py"}, ["tests/gone.py is not there"]),
        (
            {"proof": "tests/contracts/test_asvs.py::test_gone"},
            ["tests/contracts/test_asvs.py::test_gone is not there"],
        ),
        ({"proof": ""}, ["no proof"]),
        ({"state": "n/a"}, ["no reason"]),
        ({"state": "maybe", "reason": "because it is"}, ["no state maybe"]),
    ],
)
def test_a_row_that_leads_nowhere_fails(changed: Mapping[str, str], wrong: list[str]) -> None:
    row = {
        "requirement": "V1.2.4",
        "level": "1",
        "about": "SQL",
        "state": "met",
        "proof": "README.md",
        "reason": "",
    }
    assert faults(row) == []
    assert faults({**row, **changed}) == wrong
