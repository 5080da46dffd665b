"""Hostile files are refused or made again, by little time and memory; the table is printed by `pytest -s`."""

import io
from dataclasses import dataclass, field

import pytest
from PIL import Image

from tests.hostile.conftest import Trying
from tests.hostile.doors import DOORS
from tests.hostile.files import FAMILIES, MARK, Hostile, drawn_over, flat, picture
from tests.hostile.trying import Outcome

MOST_SECONDS = 5.0  # of the processor, so that a busy machine breaks no test
MOST_MEGABYTES = 300.0
FEW = {"application's sheet", "office's table", "OSIA's request", "MOSIP's share"}  # doors of a short run
AT_HOME = ("JPEG", "PNG")


@dataclass
class Row:
    """One line of the table."""

    attempted: int = 0
    landed: int = 0
    refused: int = 0
    made_again: int = 0
    seconds: float = 0
    cpu: float = 0
    megabytes: float = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, where: str, outcome: Outcome, *, sent: Hostile) -> None:
        self.attempted += 1
        self.refused += bool(outcome.code)
        self.made_again += bool(outcome.kept)
        self.seconds = max(self.seconds, outcome.seconds)
        self.cpu = max(self.cpu, outcome.cpu)
        self.megabytes = max(self.megabytes, outcome.megabytes)
        if told := fault(outcome, sent=sent):
            self.landed += 1
            self.wrong.append(f"{where}: {sent.name}: {told}")


def fault(outcome: Outcome, *, sent: Hostile) -> str:
    """What is wrong with what became of a file; nothing where it was refused, or kept without its mark."""
    if outcome.broke:
        return f"broke out by {outcome.broke}"
    if outcome.cpu > MOST_SECONDS or outcome.megabytes > MOST_MEGABYTES:
        return f"took {outcome.cpu:.1f} s, {outcome.megabytes:.0f} MB"
    if MARK in outcome.kept or b"PK\x03\x04" in outcome.kept or b"root:" in outcome.kept:
        return "kept what hid in it"
    if outcome.kept and outcome.kept == sent.data:
        return "kept as it came"
    if sent.code and outcome.kept:
        return "let in"
    return ""


def doors_of(kind: str, *, every: bool) -> list[str]:
    return [name for name in DOORS[kind] if every or name in FEW]


def test_no_hostile_file_lands(attempt: Trying, every: bool) -> None:
    table: dict[str, Row] = {}
    for family, files in FAMILIES.items():
        row = table.setdefault(family, Row())
        for at, one in enumerate(files()):
            if not every and at > 1:
                break
            for name in doors_of(one.door, every=every):
                row.add(name, attempt(f"{one.door}/{name}", one.data), sent=one)
    head = f"{'family':<18}{'tried':>7}{'landed':>7}{'refused':>8}{'again':>6}{'s':>6}{'cpu':>6}{'MB':>6}"
    print("\n" + head)
    for family, row in table.items():
        print(
            f"{family:<18}{row.attempted:>7}{row.landed:>7}{row.refused:>8}{row.made_again:>6}"
            f"{row.seconds:>6.1f}{row.cpu:>6.1f}{row.megabytes:>6.0f}"
        )
    assert [told for row in table.values() for told in row.wrong] == []
    assert len(table) == 14
    assert table["EXIF"].made_again, "what is only too talkative is kept without it"


@pytest.mark.parametrize(
    ("mutant", "sent"),
    [
        ("limit off", Hostile("", "flood", flat((13_000, 13_000), "1"))),
        ("re-encoding off", Hostile("", "HTML", picture(comment=MARK))),
        ("pieces uncounted", Hostile("", "wide", b"[" + b"[]," * 5_000_000 + b"[]]", "json")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_without_a_defence_it_lands(attempt: Trying, mutant: str, sent: Hostile) -> None:
    door = f"{sent.door}/{doors_of(sent.door, every=False)[0]}"

    assert fault(attempt(door, sent.data), sent=sent) == ""
    assert fault(attempt(door, sent.data, mutant), sent=sent) != ""


def test_what_it_is_is_told_by_its_content_and_not_by_its_name(attempt: Trying) -> None:
    html = b"<!DOCTYPE html><script>" + MARK

    assert attempt("picture/application's sheet", html).code == "scan_type_unknown"
    assert attempt("picture/application's sheet", html, "type by name").code != "scan_type_unknown"


def test_a_jpeg_of_few_scans_is_no_bomb(attempt: Trying) -> None:
    kept = attempt("picture/entry's paper", drawn_over(50, 64)).kept

    with Image.open(io.BytesIO(kept)) as shown:
        assert shown.size == (64, 64)
