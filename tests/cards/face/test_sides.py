"""Both sides of a card as pixels: where ink lies, where none may lie, and a few pictures to compare with.

A picture is kept small and grey, so that it says where everything stands and not how a letter is smoothed. A
layout that changed on purpose: delete its picture and run this file twice.
"""

import io
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw

from rekam.cards.face import drawing
from rekam.cards.face.back import lay_out_back
from rekam.cards.face.backdrop import backdrop_in, wanted_instead
from rekam.cards.face.fields import CardFace
from rekam.cards.face.layout import HEIGHT, PHOTO, ROWS_RIGHT, SIGNATURE, WIDTH, Box, lay_out
from rekam.enrolment.photo_rules import Backdrop
from rekam.registry.rules import Nationality
from tests.cards.city import NOON
from tests.cards.face.people import face

PICTURES = Path(__file__).parent / "pictures"
ACROSS = 214  # pixels; a quarter of a pixel a tenth of a millimetre
UNLIKE = 12.0  # mean difference of grey (0..255) in the most unlike of 8 x 5 fields
PAPER = {False: (228, 238, 243), True: (249, 216, 168)}

PEOPLE: dict[str, CardFace] = {
    "citizen": face(),
    "one_letter": face(name="N"),
    "sixty": face(name="RADEN AYU KUSUMANINGTYAS WIDYADHARI PURBANINGRUM SETYAWATINI"),
    "seventy_one": face(name="ABDURRAHMAN WICAKSONO KARTASASMITA HADIKUSUM SURYAATMADJA PRAWIRANEGARA"),
    "foreigner": face(
        name="Hanako Example",
        nationality=Nationality.WNA,
        country="JAPAN",
        permit_until=date(2029, 5, 4),
        marital_status="KAWIN",
        occupation="Wiraswasta",
    ),
}


def _png(image: Image.Image) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


@cache
def portrait(backdrop: str) -> bytes:
    """A flat face before one of the card's colours."""
    image = Image.new("RGB", (300, 400), {"red": "#c01c28", "blue": "#1f4fb4", "orange": "#e07b14"}[backdrop])
    pen = ImageDraw.Draw(image)
    pen.ellipse((20, 320, 280, 560), fill="#4f7fae")
    pen.ellipse((75, 80, 225, 330), fill="#b98a66")
    for eye in (115, 165):
        pen.ellipse((eye, 180, eye + 22, 194), fill="#2a1d14")
    pen.line((125, 270, 175, 270), fill="#7c3b34", width=6)
    return _png(image)


@cache
def signature() -> bytes:
    image = Image.new("L", (300, 100), 255)
    ImageDraw.Draw(image).line([(20, 70), (60, 20), (110, 80), (170, 30), (280, 60)], fill=0, width=5)
    return _png(image)


@cache
def front(who: str) -> Image.Image:
    one = PEOPLE[who]
    backdrop = "orange" if one.is_foreign else "red"
    drawn = drawing.draw(
        lay_out(one), portrait=portrait(backdrop), signature=signature(), specimen=False, drawn_at=NOON
    )
    return Image.open(io.BytesIO(drawn.png)).convert("RGB")


@cache
def back(*, foreign: bool) -> Image.Image:
    made = lay_out_back(PEOPLE["foreigner" if foreign else "citizen"], serial="04A1B2C3D4E5F6")
    drawn = drawing.draw_back(made, specimen=False, drawn_at=NOON)
    return Image.open(io.BytesIO(drawn.png)).convert("RGB")


def ink(image: Image.Image, *, paper: tuple[int, int, int]) -> Image.Image:
    """White where something is printed on the card's tint."""
    empty = Image.new("RGB", image.size, paper)
    return ImageChops.difference(image, empty).convert("L").point(lambda light: 255 * (light > 40))


def cut(image: Image.Image, box: Box) -> Image.Image:
    dots = drawing.PPI / 25.4
    return image.crop(tuple(round(edge * dots) for edge in (box.x, box.y, box.right, box.bottom)))


@pytest.mark.parametrize("who", PEOPLE)
def test_margins_and_the_gap_before_the_photograph_stay_empty(who: str) -> None:
    printed = ink(front(who), paper=PAPER[PEOPLE[who].is_foreign])
    for empty in (
        Box(0, 0, 2.5, HEIGHT),
        Box(WIDTH - 2.5, 10, 2.5, HEIGHT - 10),
        Box(0, HEIGHT - 1.2, WIDTH, 1.2),
        Box(ROWS_RIGHT + 0.1, 10.2, PHOTO.x - ROWS_RIGHT - 0.2, HEIGHT - 11),
    ):
        assert cut(printed, empty).getbbox() is None, empty


@pytest.mark.parametrize("who", PEOPLE)
def test_every_field_has_its_ink(who: str) -> None:
    image = front(who)
    printed = ink(image, paper=PAPER[PEOPLE[who].is_foreign])
    made = lay_out(PEOPLE[who])
    for line in made.lines:
        if line.text.strip(" :-.'"):
            height = line.size * 0.3528
            box = cut(printed, Box(line.x, line.baseline - height, line.width, height)).getbbox()
            assert box is not None, line
    assert cut(printed, SIGNATURE).getbbox() is not None


def test_the_photograph_lies_on_its_backdrop() -> None:
    for who, colour in (("citizen", Backdrop.RED), ("foreigner", Backdrop.ORANGE)):
        assert backdrop_in(_png(cut(front(who), PHOTO))) is colour


@pytest.mark.parametrize(
    ("born", "foreigner", "there", "wanted"),
    [
        (date(2009, 8, 12), False, "red", None),
        (date(2008, 8, 12), False, "blue", None),
        (date(2008, 8, 12), True, "orange", None),
        (date(2009, 8, 12), False, "blue", Backdrop.RED),
        (date(2008, 8, 12), False, "red", Backdrop.BLUE),
        (date(2009, 8, 12), True, "red", Backdrop.ORANGE),
    ],
)
def test_another_backdrop_than_the_years_is_told(
    born: date, foreigner: bool, there: str, wanted: Backdrop | None
) -> None:
    assert wanted_instead(portrait(there), born=born, foreigner=foreigner) is wanted


def test_a_grey_wall_is_no_backdrop() -> None:
    assert backdrop_in(_png(Image.new("RGB", (300, 400), (128, 130, 127)))) is None


def test_a_foreigners_card_is_orange_in_english_with_the_own_nationality() -> None:
    told = [line.text for line in lay_out(PEOPLE["foreigner"]).lines]
    assert {"JAPAN", "MARRIED", "FEMALE", "SELF-EMPLOYED", "04-05-2029", "Nationality"} <= set(told)
    assert "WNA" not in told
    assert front("foreigner").getpixel((8, 8)) == PAPER[True]
    assert front("citizen").getpixel((8, 8)) == PAPER[False]


def test_the_long_names_are_as_long_as_they_say() -> None:
    assert (len(PEOPLE["sixty"].name), len(PEOPLE["seventy_one"].name)) == (60, 71)


def test_one_letter_is_a_whole_name() -> None:
    names = [line for line in lay_out(PEOPLE["one_letter"]).lines if line.text == "N"]
    assert len(names) == 1


def test_the_back_says_nothing_of_the_holder() -> None:
    told = " ".join(line.text for line in lay_out_back(face(), serial="04A1B2C3D4E5F6").lines)
    assert "04A1 B2C3 D4E5 F6" in told
    assert "cuma-cuma" in told
    for secret in (face().name.upper(), face().nik, face().address.upper()):
        assert secret not in told
    assert "04A1" not in " ".join(line.text for line in lay_out_back(face(), serial="").lines)


@pytest.mark.parametrize("foreign", [False, True])
def test_the_back_fits_its_margins(foreign: bool) -> None:
    box = ink(back(foreign=foreign), paper=PAPER[foreign]).getbbox()
    assert box is not None
    dots = drawing.PPI / 25.4
    assert box[0] >= 2.9 * dots
    assert box[2] <= (WIDTH - 2.9) * dots
    assert box[3] <= (HEIGHT - 5) * dots


def small(image: Image.Image) -> Image.Image:
    return image.convert("L").resize((ACROSS, round(ACROSS * HEIGHT / WIDTH)))


@pytest.mark.parametrize("name", [*PEOPLE, "back"])
def test_it_looks_as_it_looked(name: str) -> None:
    image = small(back(foreign=False) if name == "back" else front(name))
    kept = PICTURES / f"{name}.png"
    if not kept.exists():
        PICTURES.mkdir(exist_ok=True)
        image.save(kept, optimize=True)
        pytest.fail("the picture was not there; look at it, keep it, run again")
    unlike = np.abs(np.asarray(image, dtype=float) - np.asarray(Image.open(kept), dtype=float))
    fields = [block.mean() for row in np.array_split(unlike, 5) for block in np.array_split(row, 8, axis=1)]
    assert max(fields) < UNLIKE, f"field {int(np.argmax(fields))} of 40 is {max(fields):.1f} grey away"
