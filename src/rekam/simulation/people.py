"""What belongs to one person: birthday, prefix of the NIK, work, blood group, faith, permit."""

from datetime import date

import numpy as np
import numpy.typing as npt

from rekam.simulation.homes import LOCAL, Homes, origin_prefixes
from rekam.simulation.persons import Marital, Persons, Relation, Standing
from rekam.simulation.places import CITY, old_prefixes
from rekam.simulation.words import draw

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]
Words = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]

RELIGIONS = ("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu")
BLOOD_GROUPS = ("A", "B", "AB", "O", "-")
DISABILITIES = ("fisik", "netra", "rungu/wicara", "mental/jiwa", "fisik dan mental", "lainnya")
OCCUPATIONS = (
    *("Belum/Tidak Bekerja", "Pelajar/Mahasiswa", "Mengurus Rumah Tangga", "Buruh Harian Lepas"),
    *("Karyawan Swasta", "Wiraswasta", "Aparatur Sipil Negara", "Pedagang", "Petani/Pekebun"),
    *("Nelayan/Perikanan", "Guru", "Sopir", "Pensiunan", "Polisi/TNI"),
)
_WORK_SHARES = (0.06, 0, 0, 0.27, 0.24, 0.17, 0.06, 0.07, 0.05, 0.02, 0.02, 0.03, 0, 0.01)
_YEAR_DAYS = 365.2425
_SPLIT_FROM_SERANG = np.datetime64("2007-08-10")
_TWIN_SHARE = 0.006
_ITAP_HOLDERS = 2.4e-4


def ages_with_twins(persons: Persons, *, rng: np.random.Generator) -> Floats:
    """The ages, with some pairs of neighbouring sisters and brothers made twins (about 1.2 % of children)."""
    age = persons.age.copy()
    child = (persons.relation == Relation.CHILD) & (persons.standing == Standing.ACTIVE)
    same_home = persons.household[1:] == persons.household[:-1]
    # 16 to 18 are left alone, so that twins do not move the count of wajib.
    near = (np.abs(age[1:] - age[:-1]) < 2.2) & ((age[1:] < 14) | (age[1:] > 20))
    pairs = np.flatnonzero(child[1:] & child[:-1] & same_home & near)
    chosen = rng.permutation(pairs)[: round(_TWIN_SHARE * child.sum())]
    chosen = np.setdiff1d(chosen, chosen + 1)
    age[chosen + 1] = age[chosen]
    return age


def birthdays(*, persons: Persons, age: Floats, on: date, rng: np.random.Generator) -> Days:
    """Days of birth, with the days that registrars wrote when nobody knew.

    31 December before SIAK, 1 July since: the older, the more.
    """
    born = np.datetime64(on) - np.floor(age * _YEAR_DAYS).astype(np.int64)
    unknown = rng.random(len(age)) < np.interp(age, (29.9, 30, 45, 60, 80), (0, 0.04, 0.07, 0.13, 0.26))
    year = born.astype("datetime64[Y]").astype("datetime64[M]")
    first_of_july = (year + 6).astype("datetime64[D]")
    last_of_year = (year + 11).astype("datetime64[D]") + 30
    old_rule = rng.random(len(age)) < 0.2
    born = np.where(unknown, np.where(old_rule, last_of_year, first_of_july), born)
    double = persons.standing == Standing.INACTIVE
    born[double] = born[persons.same_as[double]]
    return born


def first_prefixes(
    *, persons: Persons, homes: Homes, kecamatan: Ints, born: Days, rng: np.random.Generator
) -> Ints:
    """The NIK prefix of each person: where the first registration was, which is not always here.

    Before the city left Kab. Serang in 2007 most got 36.04; families that moved in brought theirs.
    """
    n = len(persons)
    at_home = kecamatan[persons.household]
    neighbour = np.where(rng.random(n) < 0.96, at_home, rng.integers(1, 7, n))
    current = int(CITY.digits) * 100 + neighbour
    old = np.array(list(old_prefixes().values()))[neighbour - 1]
    prefix = np.where((born < _SPLIT_FROM_SERANG) & (rng.random(n) < 0.66), old, current)
    brought = rng.random(n) < np.where(born < _SPLIT_FROM_SERANG, 0.8, 0.3)
    married_in = (rng.random(n) < 0.08) & (persons.relation == Relation.WIFE)
    origin = np.where(brought, homes.origin[persons.household], LOCAL)
    origin = np.where(married_in & (origin == LOCAL), rng.integers(0, 5, n), origin)
    for number, (_, prefixes) in enumerate(origin_prefixes()):
        rows = np.flatnonzero(origin == number)
        prefix[rows] = rng.choice(prefixes, size=len(rows))
    double = persons.standing == Standing.INACTIVE
    prefix[double] = rng.choice(origin_prefixes()[0][1], size=int(double.sum()))
    return prefix


def encoded_births(*, born: Days, rng: np.random.Generator) -> Days:
    """The date a NIK carries: a few (0.3 %) differ from the record, which was corrected later."""
    wrong = rng.random(len(born)) < 0.003
    shift = rng.choice(np.array([-366, -365, -31, -1, 1, 30, 365]), size=len(born))
    return np.where(wrong, np.minimum(born + shift, born.max()), born)


def birthplaces(
    *, persons: Persons, homes: Homes, born: Days, foreign: Bools, rng: np.random.Generator
) -> Words:
    """Where people were born: Serang, or the place their family came from."""
    n = len(persons)
    origin = np.where(
        rng.random(n) < np.where(born < _SPLIT_FROM_SERANG, 0.85, 0.2), homes.origin[persons.household], LOCAL
    )
    place = np.array([*(name for name, _ in origin_prefixes()), "Serang"], dtype=object)[origin]
    place[foreign] = draw(name="foreign_place", size=int(foreign.sum()), rng=rng)
    return place


def foreigners(persons: Persons, *, residents: int, rng: np.random.Generator) -> Bools:
    """Who holds an ITAP instead of being a citizen: some of the married, about 0.02 % of the city."""
    married = np.flatnonzero(
        (persons.marital == Marital.MARRIED) & (persons.standing == Standing.ACTIVE) & (persons.age > 24)
    )
    foreign = np.zeros(len(persons), dtype=bool)
    foreign[rng.choice(married, size=max(2, round(_ITAP_HOLDERS * residents)), replace=False)] = True
    # A double is the same person, so it has the same nationality.
    double = persons.standing == Standing.INACTIVE
    foreign[double] = foreign[persons.same_as[double]]
    return foreign


def permits(*, foreign: Bools, on: date, rng: np.random.Generator) -> Days:
    """Last day of the ITAP (five years at a time); a few ran out already. NaT for citizens."""
    until = np.full(len(foreign), np.datetime64("NaT"), dtype="datetime64[D]")
    until[foreign] = np.datetime64(on) + rng.integers(-90, 1826, int(foreign.sum()))
    return until


def occupations(*, persons: Persons, age: Floats, rng: np.random.Generator) -> Ints:
    """Index into OCCUPATIONS, by age, sex and marriage."""
    n = len(persons)
    shares = np.array(_WORK_SHARES)
    work = rng.choice(len(OCCUPATIONS), size=n, p=shares / shares.sum())
    home = persons.female & (persons.marital != Marital.SINGLE) & (rng.random(n) < 0.66)
    pupil = (age < 18.5) | ((age < 23) & (rng.random(n) < 0.3))
    retired = (age > 60) & (rng.random(n) < 0.2)
    none = (age < 6) | ((age > 72) & (rng.random(n) < 0.6)) | ((age < 27) & (rng.random(n) < 0.12))
    return np.select([none & (age < 6), home, pupil, retired, none], [0, 2, 1, 12, 0], default=work)


def disabilities(*, age: Floats, rng: np.random.Generator) -> Ints:
    """Index into DISABILITIES for the few (0.7 %, more of the old) who have one; -1 for the others."""
    n = len(age)
    has = rng.random(n) < np.interp(age, (0, 40, 60, 90), (0.003, 0.006, 0.012, 0.04))
    kind = rng.choice(len(DISABILITIES), size=n, p=(0.38, 0.14, 0.14, 0.24, 0.06, 0.04))
    return np.where(has, kind, -1)


def blood_groups(*, size: int, rng: np.random.Generator) -> Ints:
    """Index into BLOOD_GROUPS; a third is not known, as in most registers."""
    return rng.choice(len(BLOOD_GROUPS), size=size, p=(0.18, 0.19, 0.05, 0.25, 0.33))


def status_days(*, persons: Persons, on: date, rng: np.random.Generator) -> Days:
    """Since when the row has its status: within nine years, for the active their whole time (NaT)."""
    since = np.datetime64(on) - rng.integers(3, 9 * 365, len(persons))
    return np.where(persons.standing == Standing.ACTIVE, np.datetime64("NaT"), since)
