import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.geometry import Cell, borders, tessellate
from rekam.coverage.map_svg import NARROW, WIDE, Drawing, Label, Shade, draw_map, gap_class
from rekam.kernel.region import centroids, children

SVG = "{http://www.w3.org/2000/svg}"
LABELS = [Label(area.code.text, area.name) for area in children("36.73")]


@pytest.fixture(scope="module")
def cells() -> dict[str, Cell]:
    return tessellate({code: place for code, place in centroids("36").items() if code.startswith("36.73.")})


def _draw(cells: dict[str, Cell], *, drawing: Drawing = WIDE, words: str = "Sawah Luhur: 5 dari 100") -> str:
    return draw_map(
        shapes={code: cell.shape for code, cell in cells.items()},
        lines=borders(cells, group=lambda code: code[:8]),
        shades=[Shade(code, wajib=100, missing=5, title=words) for code in cells],
        labels=LABELS,
        title="Belum rekam menurut kelurahan",
        identifier="peta",
        drawing=drawing,
    )


def test_each_village_is_one_shape_with_its_figures_as_title(cells: dict[str, Cell]) -> None:
    tree = ElementTree.fromstring(_draw(cells))
    villages = [shape for shape in tree.iter(f"{SVG}path") if "peta-kelurahan" in shape.get("class", "")]

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


@given(wajib=st.integers(1, 100_000), share=st.floats(0, 1))
def test_the_class_follows_from_whole_people(wajib: int, share: float) -> None:
    missing = int(wajib * share)
    level = int(gap_class(wajib=wajib, missing=missing)[-1])

    assert 100 * missing >= level * wajib
    assert level == 4 or 100 * missing < (level + 1) * wajib


def test_bounds_belong_to_the_darker_class_and_nobody_to_none() -> None:
    assert gap_class(wajib=1000, missing=9) == "gap-0"
    assert gap_class(wajib=1000, missing=10) == "gap-1"
    assert gap_class(wajib=1000, missing=40) == "gap-4"
    assert gap_class(wajib=0, missing=0) == "gap-none"
    with pytest.raises(ValueError, match="missing"):
        gap_class(wajib=1, missing=2)


def test_a_single_village_can_be_named_and_gets_no_thick_line(cells: dict[str, Cell]) -> None:
    drawn = draw_map(
        shapes={code: cell.shape for code, cell in cells.items()},
        lines=borders(cells, group=lambda _: "city"),
        shades=[],
        labels=[Label("36.73.02.1008", "Sawah Luhur")],
        title="",
        identifier="peta",
    )

    assert drawn.count("gap-none") == 67
    assert drawn.count("peta-kecamatan") == 1
    assert "Sawah Luhur</text>" in drawn


def test_a_figure_for_a_place_that_is_not_drawn_is_a_mistake(cells: dict[str, Cell]) -> None:
    with pytest.raises(ValueError, match="no shape"):
        draw_map(
            shapes={code: cell.shape for code, cell in cells.items()},
            lines=[],
            shades=[Shade("36.73.09.1001", wajib=1, missing=0, title="")],
            labels=[],
            title="",
            identifier="peta",
        )
