"""A file of IKD figures: every line is taken or refused with its column and its reason."""

from datetime import date

import pytest

from rekam.coverage.ikd.reading import Reject, read, text_of
from rekam.coverage.ikd.rules import Channel, Count, Session
from rekam.coverage.ikd.words import FAULTS
from rekam.kernel.errors import RuleBroken
from tests.personas import KASEMEN

TODAY = date(2026, 11, 24)
HEAD = "tanggal,kode_wilayah,saluran,warga_sendiri,warga_luar,sumber\n"


def lines(*rows: str) -> str:
    return HEAD + "".join(f"{row}\n" for row in rows)


def is_ours(code: str) -> bool:
    return code.startswith("36.73")


def test_a_sound_line_is_taken() -> None:
    found = read(lines(f"2026-11-20,{KASEMEN},mpp,12,3,Dasbor IKD"), today=TODAY, is_ours=is_ours)

    assert found.counts == [Count(date(2026, 11, 20), KASEMEN, Channel.MPP, 12, 3, "Dasbor IKD")]
    assert found.rejects == []


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert text_of("\ufeffsumber\n".encode()) == "sumber\n"


@pytest.mark.parametrize(("content", "line", "byte"), [(b"\xff", 1, 1), (b"\xef\xbb\xbfa\nCaf\xe9\n", 2, 4)])
def test_what_is_not_utf8_is_refused_with_its_place(content: bytes, line: int, byte: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        text_of(content)
    assert (refused.value.code, refused.value.facts) == ("ikd_file_not_utf8", {"line": line, "byte": byte})


def test_a_semicolon_parts_columns_too() -> None:
    text = lines(f"2026-11-20,{KASEMEN},mpp,12,3,Dasbor").replace(",", ";")

    assert len(read(text, today=TODAY, is_ours=is_ours).counts) == 1


def test_without_a_channel_the_file_holds_days_of_socialisation() -> None:
    text = f"kode_wilayah,tanggal,sumber\n{KASEMEN},2026-09-01,Daftar hadir\n"

    assert read(text, today=TODAY, is_ours=is_ours).sessions == [
        Session(date(2026, 9, 1), KASEMEN, "Daftar hadir")
    ]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (f"20-11-2026,{KASEMEN},mpp,1,0,D", "tanggal", "date_malformed"),
        (f"20261120,{KASEMEN},mpp,1,0,D", "tanggal", "date_malformed"),
        (f"2026-11-25,{KASEMEN},mpp,1,0,D", "tanggal", "date_in_future"),
        ("2026-11-20,36.73.02,mpp,1,0,D", "kode_wilayah", "area_unknown"),
        ("2026-11-20,99.99.99.9999,mpp,1,0,D", "kode_wilayah", "area_unknown"),
        ("2026-11-20,36.72.01.1001,mpp,1,0,D", "kode_wilayah", "area_not_yours"),
        (f"2026-11-20,{KASEMEN},warung,1,0,D", "saluran", "channel_unknown"),
        (f"2026-11-20,{KASEMEN},mpp,1.234,0,D", "warga_sendiri", "count_malformed"),
        (f"2026-11-20,{KASEMEN},mpp,1,-1,D", "warga_luar", "count_malformed"),
        (f"2026-11-20,{KASEMEN},mpp,1,0,", "sumber", "source_missing"),
        (f"2026-11-20,{KASEMEN}", "saluran", "channel_unknown"),
    ],
)
def test_a_faulty_line_tells_its_place_and_reason(row: str, column: str, code: str) -> None:
    found = read(lines(row), today=TODAY, is_ours=is_ours)

    assert found.rejects == [Reject(2, column, code)]
    assert found.counts == []
    assert code in FAULTS


def test_the_same_day_kelurahan_and_channel_stands_once_in_a_file() -> None:
    row = f"2026-11-20,{KASEMEN},mpp,1,0,D"

    assert read(lines(row, row), today=TODAY, is_ours=is_ours).rejects == [Reject(3, "tanggal", "line_twice")]


def test_a_file_without_its_columns_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        read("tanggal,saluran\n", today=TODAY, is_ours=is_ours)

    assert refused.value.code == "ikd_columns_missing"


def test_lines_of_an_old_spreadsheet_end_without_a_line_feed() -> None:
    told = lines(f"2026-11-20,{KASEMEN},mpp,12,3,Dasbor IKD").replace("\n", "\r")

    assert len(read(told, today=TODAY, is_ours=is_ours).counts) == 1


def test_a_quotation_mark_that_nobody_closes_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        read(lines('"' + 140_000 * "a"), today=TODAY, is_ours=is_ours)

    assert refused.value.code == "ikd_file_unreadable"
