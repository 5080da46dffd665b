"""Files as they come: which are read, and with which code the others are refused."""

from pathlib import Path

import pytest

from rekam.coverage.reconcile import reading, reference
from rekam.coverage.reconcile.lifting import lift
from rekam.coverage.reconcile.table import as_csv
from rekam.kernel.errors import RuleBroken

GOOD = "case,as_of,area_code,measure,published\nc,2025,36.73,wajib,1000\n"


def refused(text: str) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        reading.read_table(text)
    return broken.value


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        GOOD.replace("published", "published,verdict").replace("1000", "1000,wrong"),
        GOOD + "\n\n",
        GOOD.replace(",", ";").replace("36.73", "36,73").replace("1000", "1000,0"),
        "sep=;\n" + GOOD.replace(",", ";"),
        GOOD.replace("36.73", "Kota Serang"),
        GOOD.replace("case,as_of", "as_of,case").replace("c,2025", "2025,c"),
    ],
    ids=[
        *("commas", "semicolons", "tabs", "windows", "marked", "more columns", "empty lines", "sheet"),
        *("separator line", "named area", "order"),
    ],
)
def test_a_table_is_read(text: str) -> None:
    (figure,) = reading.read_table(reading.decoded(text.encode()))
    assert (figure.measure, figure.value, figure.area_code, figure.line) == ("wajib", 1000, "36.73", 2)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (GOOD.replace("as_of,", ""), "reconcile_column_missing", None),
        (GOOD.replace("1000", "banyak"), "reconcile_not_a_number", 2),
        (GOOD.replace("1000", '"1.234,567"'), "reconcile_separators_mixed", 2),
        (GOOD.replace("1000", "98%"), "reconcile_percent_for_count", 2),
        (GOOD.replace("2025", "31 Februari 2025"), "reconcile_date_malformed", 2),
        (GOOD.replace("36.73", "3673"), "reconcile_area_malformed", 2),
        (GOOD.replace("2025", "kemarin"), "reconcile_date_malformed", 2),
        (GOOD.replace("2025", "2025-02-30"), "reconcile_date_malformed", 2),
        (GOOD.replace("36.73", "Serang"), "reconcile_area_malformed", 2),
        (GOOD.replace("1000", "1,000"), "reconcile_row_malformed", 2),
        (GOOD.replace("wajib", "wajib KTP"), "reconcile_row_malformed", 2),
        (GOOD.split("\n")[0], "reconcile_empty", None),
        (GOOD + 'c,2025,36.73,"wajib,1', "reconcile_row_malformed", 3),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, code: str, line: int | None) -> None:
    broken = refused(text)
    assert (broken.code, broken.facts.get("line")) == (code, line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_in_the_encodings_of_spreadsheets_is_read(encoding: str) -> None:
    text = GOOD.replace("c,2025", "“rilis” – é,2025")
    (figure,) = reading.read_table(reading.decoded(text.encode(encoding)))
    assert figure.case == "“rilis” – é"


@pytest.mark.parametrize(
    ("printed", "as_of"),
    [
        ("31 Desember 2024", "2024-12-31"),
        ("31 Des 2024", "2024-12-31"),
        ("December 31, 2024", "2024-12-31"),
        ("31/12/2024", "2024-12-31"),
        ("2024-12-31 00:00:00", "2024-12-31"),
        ("Juni 2025", "2025-06"),
        ("June 2025", "2025-06"),
        ("semester I 2024", "2024-06-30"),
        ("Semester 2 tahun 2024", "2024-12-31"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_dates_as_offices_write_them(printed: str, as_of: str) -> None:
    (figure,) = reading.read_table(GOOD.replace("2025", f'"{printed}"'))
    assert figure.as_of.text == as_of


def test_the_columns_that_are_missing_are_named() -> None:
    assert refused("measure,published\nwajib,5\n").facts["columns"] == "case, as_of, area_code"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfea", "reconcile_encoding"),
        (b"case,\x81", "reconcile_encoding"),
        (b"PK\x03\x04\0\0", "reconcile_encoding"),
        (b"  \n", "reconcile_empty"),
        (b"x" * (reading.MOST_BYTES + 1), "reconcile_too_large"),
    ],
)
def test_bytes_that_are_no_text(content: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        reading.decoded(content)
    assert broken.value.code == code


def test_more_figures_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FIGURES", 3)
    assert refused(GOOD + "c,2025,36.73,wajib,1\n" * 3).code == "reconcile_too_many"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as broken:
        reading.read_bytes(tmp_path / "none.csv")
    assert broken.value.code == "reconcile_file_missing"


@pytest.mark.parametrize(
    "row",
    ["2025-13-01,00,1,1,50,x", "2025-01-01,00,many,1,50,x", "2025-01-01,00,1"],
    ids=["day", "number", "cells"],
)
def test_a_series_that_cannot_be_read(tmp_path: Path, row: str) -> None:
    path = tmp_path / "series.csv"
    path.write_text(",".join(reference.COLUMNS) + "\n" + row)
    with pytest.raises(RuleBroken) as broken:
        reference.read(path)
    assert (broken.value.code, broken.value.facts["line"]) == ("reconcile_reference_malformed", 2)


def test_what_was_lifted_is_read_back_as_it_was() -> None:
    text = "Wajib KTP di Kota Serang sebanyak 510.002 orang, sekitar 4.500 orang belum rekam."
    lifted = lift(text, case="c", places={"kota serang": "36.73"})
    again = reading.read_table(as_csv(lifted))
    assert [(one.measure, one.value, one.numeral.nearness) for one in again] == [
        (one.measure, one.value, one.numeral.nearness) for one in lifted
    ]
