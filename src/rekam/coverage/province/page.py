"""What the province's page shows, put together from counts: rows, small lines, traits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rekam.coverage.charts.little_lines import Line, draw_line, scale_of
from rekam.coverage.province.rules import (
    Progress,
    Track,
    TraitRow,
    by_trait,
    gap_change,
    needed_a_week,
    ranked,
    track,
)
from rekam.coverage.province.words import TRACKS, TRAITS
from rekam.coverage.rules import Counts, share
from rekam.coverage.traits.queries import areas_with
from rekam.kernel.region import area_name
from rekam.ui.templatetags.rekam import persen_turun, polos, tanggal_pendek


@dataclass(frozen=True)
class Row:
    """One kabupaten/kota of the table."""

    rank: int
    part: Progress
    change: int | None
    needed: int | None
    track: Track

    @property
    def name(self) -> str:
        """The published name of the area."""
        return area_name(self.part.code)

    @property
    def sign(self) -> str:
        """The sign of the status word."""
        return TRACKS[self.track][0]

    @property
    def word(self) -> str:
        """The status word."""
        return str(TRACKS[self.track][1])

    @property
    def gap(self) -> float:
        """Percent of wajib not recorded, for the bar only."""
        return share(self.part.now.not_recorded, of=self.part.now.wajib)


@dataclass(frozen=True)
class Told:
    """One row of the table of traits."""

    name: str
    row: TraitRow

    @property
    def gap(self) -> float:
        """Percent of wajib not recorded, for the bar only."""
        return share(self.row.counts.not_recorded, of=self.row.counts.wajib)


def rows_of(parts: Sequence[Progress], *, today: date) -> list[Row]:
    """The parts by rank, the highest coverage first."""
    return [
        Row(
            rank=rank,
            part=part,
            change=gap_change(part, today=today),
            needed=needed_a_week(part, today=today),
            track=track(part, today=today),
        )
        for rank, part in ranked(parts)
    ]


def small_lines(rows: Sequence[Row], *, today: date) -> list[tuple[Row, str]]:
    """A drawing for each row, all on one scale; none where no day was kept yet."""
    if not any(row.part.days for row in rows):
        return []
    lines = [_line(row, today=today) for row in rows]
    scale = scale_of(lines)
    ends = (tanggal_pendek(scale.first), tanggal_pendek(scale.last))
    return [(row, draw_line(line, scale=scale, ends=ends)) for row, line in zip(rows, lines, strict=True)]


def traits_told(villages: Mapping[str, Counts]) -> list[Told]:
    """The gap by trait of area, in words; none where no list of traits was taken."""
    areas = areas_with()
    if not any(areas.values()):
        return []
    rows = by_trait(villages, areas=areas)
    return [Told(str(TRAITS[row.trait]) if row.trait else _("Kelurahan lain"), row) for row in rows]


def _line(row: Row, *, today: date) -> Line:
    now = row.part.now
    told = persen_turun(now.recorded, now.wajib)
    title = _("%(name)s: %(percent)s wajib KTP sudah direkam pada %(day)s")
    return Line(
        code=row.part.code,
        days={**row.part.days, today: now},
        target=float(row.part.goal.percent) if row.part.goal else None,
        told=polos(told),
        title=title % {"name": row.name, "percent": told, "day": tanggal_pendek(today)},
    )
