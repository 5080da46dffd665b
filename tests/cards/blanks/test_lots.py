import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.blanks.lots import MOST_BYTES, decode_file, read_lot
from rekam.kernel.errors import RuleBroken


def test_a_pasted_list_and_a_csv_read_the_same() -> None:
    pasted = read_lot("04A1B2C3D4E5F6\n04a1b2c3d4e5f7\n\n")
    table = read_lot("serial;kotak\r\n04 A1 B2 C3 D4 E5 F6;7\r\n04:A1:B2:C3:D4:E5:F7;7\r\n")
    assert pasted == table
    assert pasted.serials == ("04A1B2C3D4E5F6", "04A1B2C3D4E5F7")


def test_each_wrong_row_is_told_with_its_number() -> None:
    lot = read_lot("uid\n04A1B2C3D4E5F6\nbukan\n04A1B2C3D4E5F6\n")
    assert [(error.row, error.code) for error in lot.errors] == [(3, "serial_malformed"), (4, "serial_twice")]


@pytest.mark.parametrize("text", ["", "\n\n", "serial\n"])
def test_an_empty_list_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="lot_empty"):
        read_lot(text)


def test_too_long_a_list_is_refused() -> None:
    with pytest.raises(RuleBroken, match="lot_too_long"):
        read_lot("\n".join(f"{n:08X}" for n in range(10_001)))


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\xff\xfe0", "lot_not_text"), (b"04\x00", "lot_not_text"), (b"0" * (MOST_BYTES + 1), "lot_too_long")],
)
def test_a_file_that_is_no_list_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        decode_file(data)


@given(st.text(max_size=500))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read_lot(text)
    except RuleBroken as broken:
        if broken.code not in {"lot_empty", "lot_not_text"}:
            raise
