import re
from xml.etree import ElementTree

import pytest

from rekam.coverage.geometry import Cell, tessellate
from rekam.coverage.map_svg import NARROW, WIDE, Drawing, Label, Shade, draw_map
from rekam.kernel.region import centroids, children

SVG = "{http://www.w3.org/2000/svg}"
LABELS = [Label(area.code.text, area.name) for area in children("36.73")]


@pytest.fixture(scope="module")
def cells() -> dict[str, Cell]:
    return tessellate({code: place for code, place in centroids("36").items() if code.startswith("36.73.")})


def _draw(cells: dict[str, Cell], *, drawing: Drawing = WIDE, words: str = "Sawah Luhur: 5 dari 100") -> str:
    return draw_map(
        cells=cells,
        shades=[Shade(code, level=4, title=words) for code in cells],
        labels=LABELS,
        title="Belum rekam menurut kelurahan",
        identifier="peta",
        drawing=drawing,
    )


def test_each_village_is_one_shape_with_its_figures_as_title(cells: dict[str, Cell]) -> None:
    tree = ElementTree.fromstring(_draw(cells))
    villages = [shape for shape in tree.iter(f"{SVG}path") if "r-village" in shape.get("class", "")]

    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == tree[0].get("id")
    assert len(villages) == 67
    assert all(village[0].text == "Sawah Luhur: 5 dari 100" for village in villages)
    assert [text.text for text in tree.iter(f"{SVG}text")] == [label.name for label in LABELS]


def test_nothing_in_it_needs_a_weaker_content_policy(cells: dict[str, Cell]) -> None:
    drawn = _draw(cells)

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|url\(|href=", drawn)


def test_words_of_others_cannot_break_the_drawing(cells: dict[str, Cell]) -> None:
    tree = ElementTree.fromstring(_draw(cells, words='<script>"&'))

    assert next(iter(tree.iter(f"{SVG}path")))[0].text == '<script>"&'


@pytest.mark.parametrize("drawing", [WIDE, NARROW])
def test_the_drawing_and_its_names_stay_inside_its_box(cells: dict[str, Cell], drawing: Drawing) -> None:
    tree = ElementTree.fromstring(_draw(cells, drawing=drawing))
    left, top, width, height = map(float, tree.get("viewBox", "").split())

    assert (left, top) == (0, 0)
    assert width <= drawing.width + 0.5
    assert height <= drawing.height + 0.5
    for path in tree.iter(f"{SVG}path"):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]
        assert all(0 <= x <= width for x in numbers[::2])
        assert all(0 <= y <= height for y in numbers[1::2])
    for text in tree.iter(f"{SVG}text"):
        assert 0 < float(text.get("x", "")) < width


def test_no_two_names_touch(cells: dict[str, Cell]) -> None:
    tree = ElementTree.fromstring(_draw(cells, drawing=NARROW))
    names = [
        (float(t.get("x", "")), float(t.get("y", "")), len(t.text or "")) for t in tree.iter(f"{SVG}text")
    ]
    for number, (x, y, letters) in enumerate(names):
        for other_x, other_y, others in names[number + 1 :]:
            assert abs(y - other_y) > 15 or abs(x - other_x) > (letters + others) * 15 * 0.27


def test_a_village_without_a_figure_is_plain_and_an_unknown_class_a_mistake(cells: dict[str, Cell]) -> None:
    drawn = draw_map(
        cells=cells,
        shades=[Shade("36.73.02.1008", level=None, title="belum ada angka")],
        labels=[Label("36.73.02.1008", "Sawah Luhur")],
        title="",
        identifier="peta",
    )

    assert drawn.count("r-village--plain") == 67
    assert "Sawah Luhur</text>" in drawn
    with pytest.raises(ValueError, match="class 5"):
        Shade("36.73.02.1008", level=5, title="")


def test_a_figure_for_a_place_that_is_not_drawn_is_a_mistake(cells: dict[str, Cell]) -> None:
    with pytest.raises(ValueError, match="no cell"):
        draw_map(
            cells=cells,
            shades=[Shade("36.73.09.1001", level=0, title="")],
            labels=[],
            title="",
            identifier="peta",
        )
