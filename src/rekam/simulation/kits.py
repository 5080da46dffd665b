"""Kits of an invented office with three years of failures, repairs and work. Nothing here is a real device.

Three of six kecamatan have a dead set, as Kota Serang had in March 2018 (detikcom, 28 March 2018: only those
of Cipocok Jaya, Kasemen and Walantaka worked); one of them is whole again with a part of another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rekam.devices.kits.rules import Act, PartKind

YEARS = 3
PAST_DAYS = 90
BOUGHT, BUDGET = date(2012, 5, 7), "APBN 2012"
RENEWED, RENEWED_BUDGET = date(2019, 8, 19), "APBD 2019"
# Invented: mean days between failures of a kind, and the price of a repair in thousands of rupiah.
LASTS = {
    PartKind.LAPTOP: (900, 600),
    PartKind.CAMERA: (1_500, 400),
    PartKind.FINGER: (500, 900),
    PartKind.IRIS: (700, 1_200),
    PartKind.SIGNATURE: (1_100, 250),
    PartKind.PRINTER: (600, 500),
}
LOCAL_DAYS, JAKARTA_DAYS = (3, 14), (25, 70)
SENT_AWAY = 0.4  # of the failures
QUIET_DAYS = 70  # before today nothing is made up but what `BROKEN` says
# By kecamatan: what is broken now, since how many days, and how far its repair is.
BROKEN: Mapping[str, Sequence[tuple[PartKind, tuple[tuple[Act, int], ...]]]] = {
    "36.73.01": [(PartKind.FINGER, ((Act.REPORTED, 24), (Act.SENT, 20)))],
    "36.73.04": [(PartKind.IRIS, ((Act.REPORTED, 9), (Act.LOCAL, 7)))],
    "36.73.06": [
        (PartKind.FINGER, ((Act.REPORTED, 55), (Act.SENT, 50))),
        (PartKind.LAPTOP, ((Act.REPORTED, 30),)),
    ],
}
NAMES = {
    "36.73.01": "SRG-01",
    "36.73.02": "KSM-02",
    "36.73.03": "WLK-03",
    "36.73.04": "CRG-04",
    "36.73.05": "CPJ-05",
    "36.73.06": "TKT-06",
    "36.73": "KELILING-1",
}


@dataclass(frozen=True)
class MadeAct:
    """An act of a part's history."""

    act: Act
    on: date
    by: str = ""
    cost: int | None = None


@dataclass(frozen=True)
class MadePart:
    """A part with its history after it was registered."""

    kind: PartKind
    model: str
    serial: str
    bought_on: date
    budget: str
    history: tuple[MadeAct, ...]


@dataclass(frozen=True)
class MadeKit:
    """A kit with its parts and the people it recorded: day, how many, minutes from the first to the last."""

    name: str
    area_code: str
    parts: tuple[MadePart, ...]
    days: tuple[tuple[date, int, int], ...]


def make_kits(*, seed: int, today: date) -> list[MadeKit]:
    """The kits of Kota Serang as they stand on a day; the same seed and day make the same ones."""
    random = Random(seed)  # noqa: S311 - made-up history, no secrets
    return [_kit(name, area_code=area, random=random, today=today) for area, name in NAMES.items()]


def _kit(name: str, *, area_code: str, random: Random, today: date) -> MadeKit:
    broken = dict(BROKEN.get(area_code, ()))
    parts = tuple(
        _part(kind, name=name, now=broken.get(kind, ()), random=random, today=today) for kind in PartKind
    )
    ended = min((today - timedelta(days=acts[0][1]) for acts in broken.values()), default=today)
    return MadeKit(name, area_code, parts, tuple(_days(until=ended, today=today, random=random)))


def _part(
    kind: PartKind, *, name: str, now: tuple[tuple[Act, int], ...], random: Random, today: date
) -> MadePart:
    is_new = random.random() < 0.3
    past = tuple(_past(kind, random=random, today=today))
    present = tuple(MadeAct(act, today - timedelta(days=days)) for act, days in now)
    return MadePart(
        kind=kind,
        model=f"{kind.value}-{2019 if is_new else 2012}",
        serial=f"{name}-{kind.value}-{random.randrange(10_000):04}",
        bought_on=RENEWED if is_new else BOUGHT,
        budget=RENEWED_BUDGET if is_new else BUDGET,
        history=past + present,
    )


def _past(kind: PartKind, *, random: Random, today: date) -> Iterator[MadeAct]:
    """Failures and their repairs, all of them over before the last weeks."""
    mean, price = LASTS[kind]
    day, last = today - timedelta(days=365 * YEARS), today - timedelta(days=QUIET_DAYS + JAKARTA_DAYS[1])
    while (day := day + timedelta(days=1 + int(random.expovariate(1 / mean)))) < last:
        yield MadeAct(Act.REPORTED, day)
        cost = price * random.randrange(500, 1_500)
        if random.random() < SENT_AWAY:
            yield MadeAct(Act.SENT, day, "Ekspedisi")
            day += timedelta(days=random.randint(*JAKARTA_DAYS))
            yield MadeAct(Act.BACK, day, "Ekspedisi")
        else:
            yield MadeAct(Act.LOCAL, day, "Bengkel contoh")
            day += timedelta(days=random.randint(*LOCAL_DAYS))
        yield MadeAct(Act.MENDED, day, "Bengkel contoh", cost)


def _days(*, until: date, today: date, random: Random) -> Iterator[tuple[date, int, int]]:
    for n in range(PAST_DAYS, 0, -1):
        day = today - timedelta(days=n)
        if day < until and day.weekday() < 6:
            yield day, max(0, round(random.gauss(31, 9))), random.randint(230, 330)
