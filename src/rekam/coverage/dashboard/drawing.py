"""The charts of the page with their words: the course of coverage, and the ages of who is not recorded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rekam.coverage.bases.refusals import SENTENCES as REFUSED
from rekam.coverage.charts import ages, lines
from rekam.coverage.dashboard.rules import AgeCount, base_on, drawn, stretches
from rekam.coverage.outlook.models import Outlook
from rekam.coverage.rules import Counts, share
from rekam.ui import numbers
from rekam.ui.dates import SHORT_MONTHS, long_date
from rekam.ui.language import page_language
from rekam.ui.numbers import Cut

ROWS = 8


@dataclass(frozen=True)
class Drawn:
    """Two drawings for two widths of screen, and the sentence that both tell."""

    title: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Course(Drawn):
    """The course of coverage, and the days of its table, the latest first, each with its base.

    broken   why the line breaks; "" where it does not
    """

    rows: Sequence[tuple[date, Counts, str]]
    broken: str | Promise


def draw_course(
    history: Mapping[date, Counts],
    *,
    now: Counts,
    today: date,
    outlook: Outlook | None,
    name: str,
    renewals: Mapping[date, str],
) -> Course | None:
    """Coverage at the ends of the days that were kept, now, and as foretold; None where today is alone.

    renewals   bases.queries.renewals of the area: the line breaks at each of them
    """
    known = {**{day: counts for day, counts in history.items() if day < today}, today: now}
    if len(known) < 2:
        return None
    parts = stretches(sorted(known), renewals=renewals)
    ahead = (
        [lines.Future(date.fromisoformat(day), *tails) for day, *tails in outlook.course] if outlook else []
    )
    target = outlook.target if outlook else None
    title = _finding({day: known[day] for day in parts[-1][1]}, outlook=outlook, name=name)
    course = lines.Course(
        past=[[lines.Point(day, _percent(known[day])) for day in days] for _base, days in parts],
        renewed=[_("basis %(base)s") % {"base": base} for base, _days in parts[1:]],
        ahead=ahead,
        target=None if target is None else float(target),
        words=_words(title, target=target),
        ticks=lines.calendar_ticks(
            min(known), until=ahead[-1].day if ahead else today, names=SHORT_MONTHS[page_language()]
        ),
    )
    return Course(
        title=title,
        wide=lines.draw_lines(course, box=lines.WIDE, identifier="arah-lebar"),
        narrow=lines.draw_lines(course, box=lines.NARROW, identifier="arah-sempit"),
        rows=[(day, known[day], base_on(day, renewals=renewals)) for day in _told(known)],
        broken=REFUSED["bases_never_chained"] if len(parts) > 1 else "",
    )


def _percent(counts: Counts) -> float:
    return share(counts.recorded, of=counts.wajib)


def _words(title: str, *, target: Decimal | None) -> lines.Words:
    figure = "" if target is None else numbers.percent(target, language=page_language())
    return lines.Words(
        title=title,
        unit=_("% wajib KTP (sumbu tidak mulai dari 0)"),
        target=_("Target %s") % figure if figure else "",
        today=_("hari ini"),
        comma="," if page_language() == "id" else ".",
    )


def _finding(known: Mapping[date, Counts], *, outlook: Outlook | None, name: str) -> str:
    """Whether the target will be met, or else how coverage has moved on the base of today."""
    if outlook and outlook.target is not None:
        target = numbers.percent(outlook.target, language=page_language())
        if outlook.p50 < outlook.target:
            return _("Ke mana arahnya: target %s tidak tercapai bila tidak ada yang berubah") % target
        return _("Ke mana arahnya: target %s tercapai bila tidak ada yang berubah") % target
    since, today = min(known), max(known)
    told = {"name": name, "now": percent_down(known[today])}
    if since == today:
        return _("Ke mana arahnya: capaian %(name)s %(now)s hari ini, pada basis yang baru") % told
    told |= {"before": percent_down(known[since]), "day": long_date(since, language=page_language())}
    return _("Ke mana arahnya: capaian %(name)s %(before)s pada %(day)s, %(now)s hari ini") % told


def draw_ages(years: Sequence[AgeCount], *, name: str) -> Drawn | None:
    """Who is not recorded, by single year of age and sex; None where everybody is."""
    people = sum(year.people for year in years)
    if not people:
        return None
    most = max(years, key=lambda year: year.people)
    title = _(
        "Belum rekam di %(name)s menurut usia: terbanyak usia %(age)s, %(most)s dari %(people)s orang"
    ) % {
        "name": name,
        "age": most.first,
        "most": numbers.count(most.people, language=page_language()),
        "people": numbers.count(people, language=page_language()),
    }
    told = ages.Words(
        title=title,
        men=_("Laki-laki"),
        women=_("Perempuan"),
        age=_("usia"),
        figure=lambda count: numbers.count(count, language=page_language()),
    )
    bars = [ages.Year(age=year.first, men=year.men, women=year.women) for year in drawn(years)]
    wide = ages.draw_ages(bars, told=told, box=ages.WIDE, identifier="usia-lebar")
    return Drawn(title, wide, ages.draw_ages(bars, told=told, box=ages.NARROW, identifier="usia-sempit"))


def _told(known: Collection[date]) -> list[date]:
    """Evenly spread days, the first and the last among them, the latest first."""
    days = sorted(known)
    steps = min(ROWS, len(days)) - 1
    return sorted({days[round(at * (len(days) - 1) / steps)] for at in range(steps + 1)}, reverse=True)


def percent_down(counts: Counts) -> str:
    """Coverage as the page's language writes it, cut down."""
    found = numbers.share(counts.recorded, whole=counts.wajib, cut=Cut.DOWN)
    return numbers.percent(found, language=page_language())


def chance_words(chance: float) -> str:
    """A chance (0 to 1) in whole percents; none is told as sure."""
    percent = floor(100 * chance)
    if percent < 1:
        return _("di bawah 1 %")
    return (
        _("99 % atau lebih")
        if percent >= 99
        else numbers.percent(Decimal(percent), decimals=0, language=page_language())
    )
