"""What the page of a shortage shows, put together from a forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from rekam.cards.allocation import drawing
from rekam.cards.allocation.drawing import Drawn
from rekam.cards.allocation.lasting import Course, Tails
from rekam.cards.allocation.rules import Order
from rekam.cards.orders.rules import Priority
from rekam.cards.orders.words import PRIORITIES
from rekam.ui.templatetags.rekam import jumlah, tanggal_pendek

# The drought of Kota Serang, September 2016 to March 2017 (Kabar5, 20 September 2017): seven months.
DROUGHT = timedelta(days=213)
LOOKED_AT = (timedelta(days=30), timedelta(days=61), timedelta(days=91), timedelta(days=152), DROUGHT)
BEYOND_THE_END = 15  # working days that the drawing of the stock goes on


@dataclass(frozen=True)
class Group:
    """One group of those who wait."""

    rank: int
    word: object
    waiting: int
    served: int


def groups(waiting: Mapping[Priority, int], *, served: Mapping[Priority, int], order: Order) -> list[Group]:
    """The groups by rank, with how many of each the stock of today reaches."""
    told = [
        Group(order.rank_of(group), PRIORITIES[group], waiting.get(group, 0), served.get(group, 0))
        for group in Priority
    ]
    return sorted(told, key=lambda one: one.rank)


def at_days(course: Course, *, today: date) -> list[tuple[date, Tails, Tails]]:
    """Stock and queue on some days ahead, the last of them the end of seven months."""
    wanted = [today + ahead for ahead in LOOKED_AT]
    places = [max(at for at, day in enumerate(course.days) if day <= one) for one in wanted]
    return [(course.days[at], course.stock[at], course.queue[at]) for at in places]


def stock_drawings(course: Course, *, now: int, today: date, title: str) -> dict[str, str]:
    """The stock from this morning until some weeks after its end, wide and narrow."""
    last = course.ends.p90 or course.days[-1]
    end = min(course.days.index(last) + BEYOND_THE_END, len(course.days))
    marks = [(day, tanggal_pendek(day)) for day in (course.ends.p50,) if day]
    days, tails = [today, *course.days[:end]], [Tails(now, now, now), *course.stock[:end]]
    return _drawings(days, tails, marks=marks, title=title, name="stok")


def queue_drawings(course: Course, *, today: date, title: str) -> dict[str, str]:
    """The queue over seven months, wide and narrow."""
    end = max(at for at, day in enumerate(course.days) if day <= today + DROUGHT) + 1
    return _drawings(course.days[:end], course.queue[:end], marks=[], title=title, name="antrean")


def _drawings(
    days: Sequence[date],
    tails: Sequence[Tails],
    *,
    marks: Sequence[tuple[date, str]],
    title: str,
    name: str,
) -> dict[str, str]:
    unit = _("keping siap pakai") if name == "stok" else _("kartu menunggu")
    told = Drawn(title, unit, days, tails, marks, jumlah, tanggal_pendek)
    return {
        "wide": drawing.draw(told, box=drawing.WIDE, identifier=f"{name}-lebar"),
        "narrow": drawing.draw(told, box=drawing.NARROW, identifier=f"{name}-sempit"),
    }
