"""Notices as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rekam.applications.clock.settings import office_zone
from rekam.applications.filing.models import Application
from rekam.applications.notices import words
from rekam.applications.notices.models import Breach
from rekam.applications.notices.queries import Standing, Sum, Told, of_application
from rekam.applications.notices.rules import BREACH_HOURS, State, breach_due
from rekam.messages.rules import State as Sent
from rekam.ui.dates import short_date
from rekam.ui.language import page_language
from rekam.ui.parts import Day, Portion

A_DAY = 24


@dataclass(frozen=True)
class Line:
    """One notice: what, by which way, when, and how it stands."""

    what: str | Promise
    way: str | Promise
    at: datetime
    sign: str
    word: str | Promise


def lines_of(row: Application) -> list[Line]:
    """What was told to an applicant."""
    return [_line(one) for one in of_application(row)]


def _line(one: Told) -> Line:
    sign, word = words.STANDINGS[one.standing]
    return Line(words.event_word(one.row.event), words.way_word(one.row.channel), one.row.at, sign, word)


@dataclass(frozen=True)
class Column:
    """A column of the overview: which notices it counts, and the part of the drawing (1 to 4) they are in."""

    word: str | Promise
    standings: frozenset[Standing]
    part: int

    @property
    def fill(self) -> str:
        """The colour of its part."""
        return f"part-{self.part}"


def _column(first: Standing, *others: Standing, part: int) -> Column:
    return Column(words.STANDINGS[first][1], frozenset({first, *others}), part)


PARTS = 4  # told, about to be, could not be, nobody to tell
COLUMNS: Sequence[Column] = (
    _column(Sent.SENT, State.HANDED, part=1),
    _column(State.PRINTED, part=1),
    _column(Sent.WAITING, part=2),
    _column(State.TO_PRINT, part=2),
    _column(Sent.FAILED, Sent.NO_WAY, State.BAD_CONTACT, part=3),
    _column(Sent.STOPPED, Sent.TOO_MANY, part=4),
    _column(State.NO_CONTACT, State.NOT_NEEDED, part=4),
)


@dataclass(frozen=True)
class Row:
    """One topic of the overview: its numbers by column, and by part for the drawing."""

    name: str | Promise
    whole: int
    cells: Sequence[tuple[Column, int]]
    portions: Sequence[Portion]


def row_of(one: Sum) -> Row:
    """A topic as the overview shows it."""
    cells = [(column, sum(one.by_standing[standing] for standing in column.standings)) for column in COLUMNS]
    portions = [
        Portion(label="", count=sum(number for column, number in cells if column.part == part))
        for part in range(1, PARTS + 1)
    ]
    return Row(words.TOPICS[one.topic], one.whole, cells, portions)


def hours_of(row: Breach, *, at: datetime) -> list[Day]:
    """The three days that the law gives for a breach, as the clock draws them."""
    stops = row.sent_at or at
    used = (stops - row.known_at) / timedelta(hours=A_DAY)
    days = []
    for number in range(1, BREACH_HOURS // A_DAY + 1):
        ends = (row.known_at + timedelta(hours=number * A_DAY)).astimezone(office_zone())
        state = "past" if used >= number else "today" if used > number - 1 else "ahead"
        state = "past" if state == "today" and row.sent_at else state
        word = _("batas") if number * A_DAY == BREACH_HOURS else ""
        told = f"{short_date(ends.date(), language=page_language())} {ends:%H.%M}"
        days.append(Day(number=number, date=told, word=word, state=state))
    if stops > breach_due(row.known_at):
        days.append(Day(number=int(used) + 1, date="", word=_("terlambat"), state="late"))
    return days


def hours_left(row: Breach, *, at: datetime) -> int:
    """Whole hours until the law's limit, below 0 beyond it; of one that was sent, when it was."""
    return int((breach_due(row.known_at) - (row.sent_at or at)) / timedelta(hours=1) // 1)
