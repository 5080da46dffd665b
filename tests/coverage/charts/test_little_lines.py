"""The small lines stand on one scale, inside their drawing, readable and without style attributes."""

import re
from datetime import date, timedelta

import pytest

from rekam.coverage.charts.little_lines import BOX, Line, draw_line, scale_of
from rekam.coverage.rules import Counts

FIRST = date(2026, 10, 1)


def line(*shares: int, target: float | None = None) -> Line:
    days = {FIRST + timedelta(days=7 * n): Counts(wajib=100, recorded=s) for n, s in enumerate(shares)}
    return Line(code="36.73", days=days, target=target, told="98,19", title="Kota <Serang>")


def test_all_lines_and_targets_are_inside_the_scale() -> None:
    scale = scale_of([line(90, 92), line(95, 96, 97, target=99.4)])
    assert (scale.axis.low, scale.axis.high) == (90, 100)
    assert (scale.first, scale.last) == (FIRST, FIRST + timedelta(days=14))
    for day, percent in ((scale.first, 90), (scale.last, 99.4)):
        x, y = scale.place(day, percent)
        assert 0 <= x <= BOX.width
        assert 0 <= y <= BOX.height


def test_a_single_day_and_a_full_hundred_can_be_drawn() -> None:
    scale = scale_of([line(100)])
    assert scale.axis.low < scale.axis.high == 100
    assert "NaN" not in draw_line(line(100), scale=scale, ends=("1 Okt", "1 Okt"))


def test_nothing_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="nothing"):
        scale_of([])


def test_the_drawing_says_what_it_shows_and_carries_no_style() -> None:
    one = line(90, 92, target=99.0)
    drawn = draw_line(one, scale=scale_of([one]), ends=("1 Okt", "8 Okt"))
    assert "<title" in drawn
    assert "Kota &lt;Serang&gt;" in drawn
    assert "r-line--target" in drawn
    assert not re.search(r"\bstyle=|<script", drawn)
    assert "r-line--target" not in draw_line(line(90, 92), scale=scale_of([one]), ends=("", ""))
