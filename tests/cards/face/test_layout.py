import io
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from rekam.cards.face import drawing, layout
from rekam.cards.face.advances import REGULAR, SEMIBOLD
from rekam.cards.face.layout import HEIGHT, PHOTO, ROWS_BOTTOM, ROWS_RIGHT, WIDTH, Line, lay_out
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality
from rekam.ui.typesetting import FONTS
from tests.cards.city import NOON, portrait
from tests.cards.face.people import face

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def texts(made: layout.Layout) -> list[str]:
    return [line.text for line in made.lines]


def assert_nothing_overflows(made: layout.Layout) -> None:
    for line in made.lines:
        in_photo_column = line.x >= PHOTO.x
        right = PHOTO.right if in_photo_column or line.baseline < 10 else ROWS_RIGHT
        assert line.x + line.width <= right + 1e-6, line
        assert line.baseline < HEIGHT - 1
    rows = [line for line in made.lines if line.baseline > 14 and line.x < PHOTO.x]
    assert max(line.baseline + 0.25 * line.size * layout.MM_A_POINT for line in rows) <= ROWS_BOTTOM + 1e-6


words = st.lists(st.text(CAPITALS, min_size=1, max_size=20), min_size=1, max_size=12).map(" ".join)


@given(
    name=words.map(lambda text: text[:71].strip()),
    address=words.map(lambda text: text[:120].strip()),
    place=words.map(lambda text: text[:60].strip()),
    work=words.map(lambda text: text[:60].strip()),
    foreign=st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_whatever_the_register_holds_fits(
    name: str, address: str, place: str, work: str, foreign: bool
) -> None:
    made = lay_out(
        face(
            name=name,
            address=address,
            birth_place=place,
            occupation=work,
            nationality=Nationality.WNA if foreign else Nationality.WNI,
            permit_until=date(2030, 1, 1) if foreign else None,
        )
    )
    assert_nothing_overflows(made)
    told = "".join(texts(made)).replace(" ", "")
    for value in (name, address, place, work):
        assert value.replace(" ", "").upper() in told, "a letter was lost"


@pytest.mark.parametrize("letter", ["W", "M", "I"])
def test_a_name_of_71_without_a_blank_fits(letter: str) -> None:
    made = lay_out(
        face(name=letter * 71, address=letter * 120, birth_place=letter * 60, occupation=letter * 60)
    )
    assert_nothing_overflows(made)


def test_a_short_name_is_set_large_and_a_long_one_small() -> None:
    def size(name: str) -> float:
        return max(
            line.size for line in lay_out(face(name=name)).lines if line.text.startswith(name[:5].upper())
        )

    assert size("Siti Aminah") == layout.BASE_SIZE
    assert size("Siti Aminah " * 20) < layout.BASE_SIZE


def test_what_cannot_fit_is_refused_and_not_cut() -> None:
    with pytest.raises(RuleBroken, match="card_text_too_long"):
        lay_out(face(name="WIDJAJAKUSUMA " * 60))


def test_a_letter_that_the_font_lacks_is_refused() -> None:
    with pytest.raises(RuleBroken, match="card_letter_unknown"):
        lay_out(face(name="سيتي"))


def test_decomposed_letters_are_composed() -> None:
    made = lay_out(face(name=unicodedata.normalize("NFD", "Zoë Müller")))
    assert "ZOË MÜLLER" in texts(made)


def test_a_citizens_card_is_for_life_and_a_foreigners_orange_in_english() -> None:
    own = lay_out(face())
    assert "SEUMUR HIDUP" in texts(own)
    assert "Jenis Kelamin" in texts(own)
    other = lay_out(face(nationality=Nationality.WNA, permit_until=date(2029, 5, 4), marital_status="KAWIN"))
    assert {"Nationality", "04-05-2029", "MARRIED", "FEMALE"} <= set(texts(other))
    assert own.tint != other.tint


@pytest.mark.parametrize(("weight", "table"), [("Regular", REGULAR), ("SemiBold", SEMIBOLD)])
def test_the_table_of_widths_is_the_fonts(weight: str, table: dict[str, int]) -> None:
    font = ImageFont.truetype(
        str(FONTS / f"IBMPlexSansCondensed-{weight}.ttf"),
        1000,
        layout_engine=ImageFont.Layout.BASIC,
    )
    wrong = {
        letter: (width, font.getlength(letter))
        for letter, width in table.items()
        if abs(font.getlength(letter) - width) > 1
    }
    assert wrong == {}


def drawn(made: layout.Layout, *, specimen: bool = False) -> Image.Image:
    card = drawing.draw(made, portrait=portrait(), signature=None, specimen=specimen, drawn_at=NOON)
    return Image.open(io.BytesIO(card.png)).convert("RGB")


def test_typst_sets_a_line_as_long_as_the_layout_measured() -> None:
    """The ink of one line against the width that the rule used."""
    line = Line("MUHAMMAD WIDJAJAKUSUMA H", 5.0, 30.0, 6.6, bold=True)
    empty = layout.Layout((), layout.PHOTO, layout.SIGNATURE, "#ffffff", "#ffffff")
    with_line = layout.Layout((line,), layout.PHOTO, layout.SIGNATURE, "#ffffff", "#ffffff")
    ink = ImageChops.difference(drawn(empty), drawn(with_line)).getbbox()
    assert ink is not None
    a_pixel = 25.4 / drawing.PPI
    assert ink[0] * a_pixel == pytest.approx(line.x, abs=0.3)
    assert ink[2] * a_pixel == pytest.approx(line.x + line.width, abs=0.3)
    assert ink[3] * a_pixel == pytest.approx(line.baseline, abs=0.1)


def test_the_card_is_id_1_at_600_dots_an_inch() -> None:
    card = drawing.draw(
        lay_out(face()), portrait=portrait(), signature=portrait(), specimen=True, drawn_at=NOON
    )
    size = Image.open(io.BytesIO(card.png)).size
    assert size == (round(WIDTH / 25.4 * 600), round(HEIGHT / 25.4 * 600))
    assert card.pdf.startswith(b"%PDF")
    assert b"3673025208090003" not in card.pdf[:2000]


def test_the_same_card_is_the_same_bytes() -> None:
    made = lay_out(face())
    first, second = (
        drawing.draw(made, portrait=portrait(), signature=None, specimen=False, drawn_at=NOON) for _ in "ab"
    )
    assert (first.pdf, first.png) == (second.pdf, second.png)


def test_a_specimen_says_so() -> None:
    made = lay_out(face())
    assert ImageChops.difference(drawn(made), drawn(made, specimen=True)).getbbox()


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", portrait()[:60]])
def test_a_broken_portrait_is_refused(data: bytes) -> None:
    with pytest.raises(RuleBroken, match="portrait_unreadable"):
        drawing.draw(lay_out(face()), portrait=data, signature=None, specimen=False, drawn_at=NOON)


@given(st.text(min_size=1, max_size=40))
@settings(deadline=None, max_examples=60)
def test_no_text_becomes_typst_code(text: str) -> None:
    literal = drawing._literal(text)
    assert literal.count('"') == 2
    assert not set(literal[1:-1]) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \\{}")
