"""Charts are plain SVG: a title that tells the finding, no style and no script, everything inside the box."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.charts import ages, lines
from rekam.ui.svg import Box, axis_over

FIRST = date(2026, 1, 1)
TOLD = lines.Words(title="Capaian naik", unit="%", target="Target", today="hari ini")
SEXES = ages.Words(title="Terbanyak usia 17", men="Laki-laki", women="Perempuan", age="usia", figure=str)
percents = st.floats(80, 100)


def stretch(values: list[float], *, first: date = FIRST) -> list[lines.Point]:
    return [lines.Point(first + timedelta(days=n), value) for n, value in enumerate(values)]


def numbers_of(drawing: str, *names: str) -> list[float]:
    return [float(value) for name in names for value in re.findall(rf' {name}="(-?[\d.]+)"', drawing)]


@given(values=st.lists(percents, min_size=2, max_size=40), target=st.none() | percents, ahead=st.booleans())
@pytest.mark.parametrize("box", [lines.WIDE, lines.NARROW], ids=["wide", "narrow"])
def test_a_course_stays_inside_its_box(
    box: Box, values: list[float], target: float | None, ahead: bool
) -> None:
    future = [lines.Future(FIRST + timedelta(days=400), min(values), values[0], max(values))] if ahead else []
    course = lines.Course(past=[stretch(values)], words=TOLD, ahead=future, target=target)
    drawing = lines.draw_lines(course, box=box, identifier="arah")

    ElementTree.fromstring(drawing)
    assert "style=" not in drawing
    assert "<script" not in drawing
    assert all(-1 <= x <= box.width + 1 for x in numbers_of(drawing, "x", "x1", "x2", "cx"))
    assert all(-1 <= y <= box.height + 1 for y in numbers_of(drawing, "y", "y1", "y2", "cy"))


def test_a_renewed_base_breaks_the_line_and_says_so() -> None:
    later = FIRST + timedelta(days=30)
    past = [stretch([97.0, 97.5]), stretch([96.8, 97.2], first=later)]
    course = lines.Course(past=past, words=TOLD, renewed=["basis 2026-1"])
    drawing = lines.draw_lines(course, box=lines.WIDE, identifier="arah")

    assert drawing.count("<polyline") == 2
    assert drawing.count("r-line--break") == 1
    assert "basis 2026-1" in drawing


def test_the_end_of_the_line_is_cut_down_to_two_decimals() -> None:
    course = lines.Course(past=[stretch([98.0, 98.999])], words=TOLD)

    assert ">98,99<" in lines.draw_lines(course, box=lines.WIDE, identifier="arah")


@given(
    counts=st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), min_size=1, max_size=75),
)
@pytest.mark.parametrize("box", [ages.WIDE, ages.NARROW], ids=["wide", "narrow"])
def test_bars_of_ages_begin_at_the_axis_and_stay_inside(box: Box, counts: list[tuple[int, int]]) -> None:
    years = [ages.Year(age=17 + n, men=men, women=women) for n, (men, women) in enumerate(counts)]
    drawing = ages.draw_ages(years, told=SEXES, box=box, identifier="usia")

    ElementTree.fromstring(drawing)
    tops, heights = numbers_of(drawing, "y"), numbers_of(drawing, "height")
    assert drawing.count("<rect") == sum(men > 0 for men, _ in counts) + sum(women > 0 for _, women in counts)
    assert all(0 <= height <= box.height for height in heights)
    assert all(0 <= top <= box.height for top in tops)


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 7])
def test_few_people_are_counted_on_the_axis_in_whole_ones(most: int) -> None:
    drawing = ages.draw_ages(
        [ages.Year(age=17, men=most, women=0)], told=SEXES, box=ages.WIDE, identifier="u"
    )
    told = re.findall(r'text-anchor="end">(\d+)<', drawing)

    assert len(told) == 2 * len(set(told)) > 0
    assert "0" not in told


@given(values=st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_an_axis_holds_its_values_between_round_figures(values: list[float]) -> None:
    axis = axis_over(values, ticks=5, most=100.0)

    assert axis.low <= min(values) + 1e-6
    assert axis.high >= max(values) - 1e-6
    assert axis.low < axis.high <= 100.0 + 1e-9
    assert 2 <= len(axis.ticks) <= 8


@given(first=st.dates(date(2000, 1, 1), date(2030, 1, 1)), days=st.integers(1, 12_000))
def test_ticks_are_first_days_of_months_inside_the_span_and_few(first: date, days: int) -> None:
    until = first + timedelta(days=days)
    ticks = lines.calendar_ticks(first, until=until, names=[str(month) for month in range(1, 13)])

    assert len(ticks) <= lines.MOST_TICKS
    assert all(day.day == 1 and first <= day <= until for day, _ in ticks)
    assert all((f" {day.year}" in word) == (day.month == 1) for day, word in ticks)
