"""Who of the city is wajib, who is recorded and how far the card has come."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rekam.kernel.dates import birthday
from rekam.registry.rules import CARD_AGE, RECORDING_AGE
from rekam.simulation.persons import Marital, Persons, Standing
from rekam.simulation.places import CITY, Places

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Bools = npt.NDArray[np.bool_]

PRE_RECORDED_SHARE = 0.12
STATES = (
    *("BIO_CAPTURED", "SENT_FOR_ENROLLMENT", "ENROLL_FAILURE_AT_CENTRAL", "ADJUDICATE_RECORD"),
    *("DUPLICATE_RECORD", "PRINT_READY_RECORD", "CARD_PRINTED", "CARD_ISSUED"),
)
_STUCK_SHARES = {1: 0.0002, 2: 0.0004, 3: 0.0003, 4: 0.0022}
_FIRST_DAY = np.datetime64("2011-08-01")
_NO_BLANKS = (np.datetime64("2016-09-01"), np.datetime64("2017-04-01"))
_NEVER = np.datetime64("NaT")
_ELSEWHERE = ("36.04.05", "36.04.09", "36.72.05", "36.71.01", "31.74.07")


@dataclass(frozen=True)
class Facts:
    """What of each row decides whether it is recorded (arrays of one length).

    village  index of the kelurahan
    permit   last day of a foreigner's ITAP, NaT for citizens
    gone_on  since when the row is not active, NaT for the active
    """

    persons: Persons
    born: Days
    village: Ints
    foreign: Bools
    permit: Days
    gone_on: Days
    disabled: Bools


@dataclass(frozen=True)
class Recordings:
    """Structure of arrays over recordings.

    person   row of the recorded person
    place    code of the kecamatan where the person was recorded, here or elsewhere
    state    index into STATES
    printed, handed  NaT where not yet
    """

    person: Ints
    recorded: Days
    place: npt.NDArray[np.object_]
    state: Ints
    printed: Days
    handed: Days


def born_by(*, age: int, on: date) -> np.datetime64:
    """The last day of birth of those who are that old on that day."""
    try:
        return np.datetime64(on.replace(year=on.year - age))
    except ValueError:
        return np.datetime64(date(on.year - age, 2, 28))


def wajib_rows(facts: Facts, *, on: date) -> Bools:
    """Which rows are wajib KTP on that day: the arrays' form of registry.rules.is_wajib.

    Source: UU 24/2013 Pasal 63 (1). In force from 2013-12-24.
    """
    married = facts.persons.marital != Marital.SINGLE
    old_enough = (facts.born <= born_by(age=CARD_AGE, on=on)) | married
    stays = ~facts.foreign | (facts.permit >= np.datetime64(on))
    active: Bools = facts.persons.standing == Standing.ACTIVE
    wajib: Bools = active & old_enough & stays
    return wajib


def missing_rows(facts: Facts, *, wajib: Bools, places: Places, on: date, rng: np.random.Generator) -> Bools:
    """Which wajib were never recorded: per kelurahan the share of its table, to the person.

    Within a kelurahan luck decides; first-time voters, the very old, the disabled (four times) and
    foreigners (twice) weigh more.
    """
    weight = np.where(facts.disabled, 4.0, 1.0) * np.where(facts.foreign, 2.0, 1.0)
    weight *= _age_weight(born=facts.born, on=on)
    luck = rng.exponential(1.0, len(weight)) / weight
    rows = np.flatnonzero(wajib)
    village = facts.village[rows]
    counts = np.bincount(village, minlength=len(places.codes))
    exact = places.gaps / 100 * counts
    quota = np.floor(exact).astype(np.int64)
    short = round(float(exact.sum())) - int(quota.sum())
    quota[np.argsort(quota - exact, kind="stable")[:short]] += 1
    order = np.lexsort((luck[rows], village))
    rank = np.arange(len(rows)) - (np.cumsum(counts) - counts)[village[order]]
    missing = np.zeros(len(wajib), dtype=bool)
    missing[rows[order[rank < quota[village[order]]]]] = True
    return missing


def record(facts: Facts, *, places: Places, on: date, rng: np.random.Generator) -> Recordings:
    """The recordings of the city: of the wajib who are not missing, of some of 16, of most who are gone."""
    rows, due, end = _recordable(facts, places=places, on=on, rng=rng)
    recorded = _recording_days(due=due, end=end, rng=rng)
    printed, handed = _card_days(recorded=recorded, due=due, end=end, rng=rng)
    state, printed, handed = _states(recorded=recorded, printed=printed, handed=handed, end=end, rng=rng)
    return Recordings(
        person=rows,
        recorded=recorded,
        place=_places(kecamatan=places.kecamatan[facts.village[rows]], rng=rng),
        state=state,
        printed=printed,
        handed=handed,
    )


def _recordable(
    facts: Facts, *, places: Places, on: date, rng: np.random.Generator
) -> tuple[Ints, Days, Days]:
    """Rows that get a recording, the day each became wajib, and the last day it can have happened on."""
    persons, born = facts.persons, facts.born
    wajib = wajib_rows(facts, on=on)
    missing = missing_rows(facts, wajib=wajib, places=places, on=on, rng=rng)
    active = persons.standing == Standing.ACTIVE
    sixteen = active & (born <= born_by(age=RECORDING_AGE, on=on)) & (born > born_by(age=CARD_AGE, on=on))
    early = sixteen & ~wajib & (rng.random(len(persons)) < PRE_RECORDED_SHARE)
    gone = ~active & (rng.random(len(persons)) < 0.95)
    rows = np.flatnonzero((wajib & ~missing) | early | gone)
    end = np.where(np.isnat(facts.gone_on[rows]), np.datetime64(on), facts.gone_on[rows])
    due = _seventeenth(born[rows])
    married_early = (persons.marital[rows] != Marital.SINGLE) & (due > np.datetime64(on))
    due = np.where(married_early, np.datetime64(on) - 200, due)
    kept = np.where(early[rows], due - 365 < end, due < end)
    kept |= wajib[rows]
    return rows[kept], due[kept], end[kept]


def _age_weight(*, born: Days, on: date) -> npt.NDArray[np.float64]:
    """How much likelier than at 30 somebody is missing: many at 17, some of 18 to 24, some very old."""
    age = (np.datetime64(on) - born).astype(np.int64) / 365.2425
    return np.select(
        [age < 18, age < 19, age < 25, age < 40, age < 60, age < 75], [17, 5, 2.2, 1, 0.5, 0.9], 3
    )


def _seventeenth(born: Days) -> Days:
    """The 17th birthdays; worked out once a day of birth by the rule of the kernel."""
    days, place = np.unique(born, return_inverse=True)
    turned = [birthday(born=day, age=CARD_AGE) for day in days.tolist()]
    return np.array(turned, dtype="datetime64[D]")[place]


def _recording_days(*, due: Days, end: Days, rng: np.random.Generator) -> Days:
    n = len(due)
    begins = np.maximum(due, _FIRST_DAY)
    lag = np.where(due < _FIRST_DAY, rng.gamma(1.5, 240, n), rng.exponential(120, n)).astype(np.int64)
    early = (due > _FIRST_DAY + 365) & ((rng.random(n) < 0.22) | (due > end))
    lag = np.where(early, -(rng.random(n) * 364).astype(np.int64), lag)
    day = np.asarray(begins + lag, dtype="datetime64[D]")
    room = (end - begins).astype(np.int64)
    inside = begins + (rng.random(n) * np.maximum(room, 1)).astype(np.int64)
    before = begins - 365 + (rng.random(n) * np.maximum(room + 365, 1)).astype(np.int64)
    return np.where(day <= end, day, np.where(room >= 0, inside, before))


def _card_days(*, recorded: Days, due: Days, end: Days, rng: np.random.Generator) -> tuple[Days, Days]:
    """When the card was printed and handed over, past the end where it has not been yet."""
    n = len(recorded)
    ready = np.maximum(recorded + 1, due)
    printed = ready + rng.gamma(1.2, 14, n).astype(np.int64)
    droughty = (printed >= _NO_BLANKS[0]) & (printed < _NO_BLANKS[1])
    printed = np.where(droughty, _NO_BLANKS[1] + rng.integers(0, 150, n), printed)
    handed = printed + rng.exponential(9, n).astype(np.int64)
    far = np.timedelta64(36_500, "D")
    recent = recorded > end - 900
    printed = np.where(recent & (rng.random(n) < 0.02), printed + far, printed)
    return printed, np.where(rng.random(n) < 0.004, handed + far, np.maximum(handed, printed))


def _states(
    *, recorded: Days, printed: Days, handed: Days, end: Days, rng: np.random.Generator
) -> tuple[Ints, Days, Days]:
    state = np.select([handed <= end, printed <= end, recorded < end], [7, 6, 5], default=0)
    stuck = rng.random(len(state))
    floor = 0.0
    for number, share in _STUCK_SHARES.items():
        state[(stuck >= floor) & (stuck < floor + share) & (state > 0)] = number
        floor += share
    return state, np.where(state >= 6, printed, _NEVER), np.where(state == 7, handed, _NEVER)


def _places(*, kecamatan: Ints, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    n = len(kecamatan)
    codes = np.array([f"{CITY}.{number:02}" for number in range(1, 7)], dtype=object)
    here = codes[np.where(rng.random(n) < 0.93, kecamatan - 1, rng.integers(0, 6, n))]
    away = np.array(_ELSEWHERE, dtype=object)[rng.integers(0, len(_ELSEWHERE), n)]
    return np.where(rng.random(n) < 0.02, away, here).astype(object)
