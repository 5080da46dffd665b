"""What the scenario banten-2017 puts into its database: counts, traits of areas, a target, two requests."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from rekam.config.demo_people import open_accounts
from rekam.coverage.counters.rules import Cell, Mark
from rekam.coverage.followups.rules import About
from rekam.coverage.followups.services import write_follow_up
from rekam.coverage.projection.rules import Measure
from rekam.coverage.province.loading import load_counts
from rekam.coverage.rules import Counts
from rekam.coverage.targets.services import set_target
from rekam.coverage.traits.rules import Trait
from rekam.coverage.traits.services import set_traits
from rekam.kernel.database import Scope, scope
from rekam.simulation import banten_2017 as banten

SIGN_IN = ("nina", "hj-euis")
TARGET_SOURCE = "“awal 2019 semua wajib KTP sudah ber-KTP elektronik” (Antara Banten, November 2017)"
TRAITS_SOURCE = "taksiran skenario dari letak di peta, bukan penetapan"
REQUESTS = (
    ("36.02", date(2017, 11, 20), "Berapa kunjungan ke perbatasan Jawa Barat bulan ini?"),
    ("36.03", date(2017, 11, 27), "Kapan pesisir utara disisir, dan berapa alat yang dibawa?"),
)


def fill() -> None:
    """Everything, in the scope of the province."""
    at = datetime.now(UTC)
    open_accounts(only=SIGN_IN)
    with scope(Scope.of(banten.PROVINCE)):
        load(at=at)
        set_traits(_traits(banten.situation()), source=TRAITS_SOURCE, actor="demo", at=at)
        _want(at=at)


def load(*, at: datetime) -> None:
    """The situation and the weeks before it into empty counters."""
    now = banten.situation()
    days = {day: _counts(now, weeks=weeks) for weeks, day in banten.history_days()}
    load_counts(cells=list(_cells(now)), days=days, on=banten.FIRST_MONDAY, at=at)


def _counts(now: banten.Situation, *, weeks: int) -> dict[str, Counts]:
    then = zip(now.codes, *(column.tolist() for column in now.weeks_ago(weeks)), strict=True)
    return {
        code: Counts(population=wajib, wajib=wajib, recorded=wajib - missing) for code, wajib, missing in then
    }


def _cells(now: banten.Situation) -> Iterator[Cell]:
    missing = Mark.POPULATION | Mark.WAJIB
    recorded = missing | Mark.RECORDED
    yield from _of(now.codes, banten.by_sex_and_age(now.wajib - now.missing, young=0.8), mark=recorded)
    yield from _of(now.codes, banten.by_sex_and_age(now.missing, young=8), mark=missing)


def _of(codes: tuple[str, ...], people: npt.NDArray[np.int64], *, mark: Mark) -> Iterator[Cell]:
    where = np.nonzero(people)
    for village, sex, age, count in zip(*(axis.tolist() for axis in (*where, people[where])), strict=True):
        yield Cell(codes[village], "LP"[sex], banten.YOUNGEST + age, int(mark), count)


def _traits(now: banten.Situation) -> set[tuple[str, Trait]]:
    return {(code, Trait(trait)) for code in now.codes for trait in banten.traits_of(code)}


def _want(*, at: datetime) -> None:
    set_target(
        area_code=banten.PROVINCE,
        measure=Measure.RECORDED,
        on=banten.TARGET_ON,
        percent=Decimal(100),
        source=TARGET_SOURCE,
        actor="nina",
        at=at,
    )
    for area, due_on, text in REQUESTS:
        write_follow_up(area_code=area, about=About.REMOTE, text=text, due_on=due_on, actor="nina", at=at)
