"""The columns of the office's semester table, and its rows, each of which adds up (pure)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rekam.coverage.bases.rules import LIVE
from rekam.coverage.counters.rules import GAP, Cell, Mark
from rekam.coverage.reconcile.measures import SHARES
from rekam.kernel.nik import Sex
from rekam.kernel.region import AreaCode, Level
from rekam.ui.numbers import Cut, share

NOT_KEPT = "suket"  # no register of letters in place of a card is kept here


@dataclass(frozen=True)
class Counted:
    """Whom a column counts: marks that are `value` under `mask`, of one sex or, with "", of both."""

    mask: int
    value: int
    sex: str = ""

    def takes(self, cell: Cell) -> bool:
        """Whether the persons of a cell are counted."""
        return cell.mark & self.mask == self.value and self.sex in ("", cell.sex)


COUNTED: Mapping[str, Counted] = {
    "population_male": Counted(Mark.POPULATION, Mark.POPULATION, Sex.MALE),
    "population_female": Counted(Mark.POPULATION, Mark.POPULATION, Sex.FEMALE),
    "population": Counted(Mark.POPULATION, Mark.POPULATION),
    "wajib_male": Counted(Mark.WAJIB, Mark.WAJIB, Sex.MALE),
    "wajib_female": Counted(Mark.WAJIB, Mark.WAJIB, Sex.FEMALE),
    "wajib": Counted(Mark.WAJIB, Mark.WAJIB),
    "recorded": Counted(Mark.RECORDED, Mark.RECORDED),
    "not_recorded": Counted(GAP, Mark.WAJIB),
    "held": Counted(Mark.HANDED_OVER | Mark.LOST, Mark.HANDED_OVER),
    "printed": Counted(Mark.PRINTED, Mark.PRINTED),
    "not_printed": Counted(Mark.RECORDED | Mark.PRINTED, Mark.RECORDED),
    "waiting_for_print": Counted(Mark.PRINT_READY | Mark.PRINTED, Mark.PRINT_READY),
}
# Of the wajib, those at one step of the ladder now. No day gone by or to come has them, and no base.
AT_STEP: Mapping[str, str] = {
    "sent_for_enrolment": "SENT_FOR_ENROLLMENT",
    "duplicates": "DUPLICATE_RECORD",
}
COLUMNS: tuple[str, ...] = (
    *("population_male", "population_female", "population", "wajib_male", "wajib_female", "wajib"),
    *("recorded", "recorded_percent", "not_recorded", "not_recorded_percent"),
    *("held", "held_percent", "held_of_recorded_percent", "printed", "not_printed", "waiting_for_print"),
    *(*AT_STEP, NOT_KEPT),
)


@dataclass(frozen=True)
class RestsOn:
    """What the figures of a table rest on; told wherever one of them stands.

    base        "live", or the semester of a taken base
    counted_on  the day on which the live register was read, or the base was taken
    """

    base: str
    on: date
    rule_version: str
    counted_on: date

    @property
    def is_live(self) -> bool:
        """Whether nothing was kept: the same question gives another answer tomorrow."""
        return self.base == LIVE


@dataclass(frozen=True)
class Signer:
    """Who signs a report on paper; what is not known stays empty, to be written by hand.

    number   NIP
    """

    office: str
    name: str = ""
    number: str = ""


@dataclass(frozen=True)
class Row:
    """One area; of each column persons, or None where nothing is kept of it."""

    code: str
    counts: Mapping[str, int | None]

    @property
    def level(self) -> Level:
        """Whether it is a kecamatan, with its kelurahan under it, or a kelurahan."""
        return AreaCode(self.code).level

    def value(self, column: str) -> int | Decimal | None:
        """What stands in a column: persons, or percent with two decimals; None is "not kept".

        Coverage is cut down and the gap is cut up, so that both make 100 and neither reaches a target by
        rounding. A share of nobody is None too.
        """
        if column not in SHARES:
            return self.counts[column]
        part, base = self.counts[SHARES[column].part], self.counts[SHARES[column].base]
        if part is None or base is None:
            return None
        return share(part, whole=base, cut=Cut.UP if SHARES[column].gap else Cut.DOWN)


@dataclass(frozen=True)
class Table:
    """The parts of an area in the order of their codes, a kecamatan before its kelurahan, and their sum."""

    rests_on: RestsOn
    rows: Sequence[Row]
    total: Row


def table(
    cells: Iterable[Cell],
    *,
    area_code: str,
    rests_on: RestsOn,
    at_step: Mapping[str, Mapping[str, int]] | None = None,
    deepest: Level = Level.KELURAHAN_DESA,
) -> Table:
    """The semester table of an area: every row counted from the same cells, so all sums agree.

    at_step   persons by kelurahan for each column of AT_STEP; None where nobody knows them
    deepest   KECAMATAN leaves the kelurahan out
    """
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter, {area_code: Counter()})
    for cell in cells:
        taken = [name for name, counted in COUNTED.items() if counted.takes(cell)]
        for area in _upwards(cell.area_code, top=area_code):
            sums[area].update(dict.fromkeys(taken, cell.people))
    for column, villages in (at_step or {}).items():
        for village, people in villages.items():
            for area in _upwards(village, top=area_code):
                sums[area][column] += people
    known = (*COUNTED, *(AT_STEP if at_step is not None else ()))
    rows = [_row(code, found, known=known) for code, found in sorted(sums.items())]
    total = next(row for row in rows if row.code == area_code)
    return Table(rests_on, [row for row in rows if row is not total and row.level <= deepest], total)


def _row(code: str, found: Counter[str], *, known: Iterable[str]) -> Row:
    counts: dict[str, int | None] = dict.fromkeys((*COUNTED, *AT_STEP, NOT_KEPT))
    return Row(code, counts | {name: found[name] for name in known})


def _upwards(code: str, *, top: str) -> Iterable[str]:
    """An area of the top's and every area above it, the top too."""
    parts = code.split(".")
    return (".".join(parts[:length]) for length in range(top.count(".") + 1, len(parts) + 1))
