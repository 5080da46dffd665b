"""The synthetic Kota Serang: everybody in it, from one seed, as of one day. Nobody in it is real."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rekam.simulation import families, gap, lookalikes, people
from rekam.simulation.copy_text import (
    FAMILY_CARD_COLUMNS,
    RECORDING_COLUMNS,
    RESIDENT_COLUMNS,
    write_family_cards,
    write_recordings,
    write_residents,
)
from rekam.simulation.homes import Homes, settle
from rekam.simulation.households import compose
from rekam.simulation.numbers import make_niks
from rekam.simulation.persons import Persons
from rekam.simulation.places import Places, kota_serang
from rekam.simulation.words import Names

RESIDENTS = 759_929

__all__ = [
    "FAMILY_CARD_COLUMNS",
    "RECORDING_COLUMNS",
    "RESIDENTS",
    "RESIDENT_COLUMNS",
    "City",
    "generate",
    "write_family_cards",
    "write_recordings",
    "write_residents",
]


@dataclass(frozen=True)
class City:
    """Structure of arrays: one entry per row of the register (persons ...), household (homes), recording.

    uuids          16 random bytes a row, shaped as uuid4
    born           as the record says; the date in the NIK may differ
    father, mother names
    permit         last day of an ITAP, NaT for citizens
    wajib          who must hold a card on that day
    """

    seed: int
    on: date
    places: Places
    homes: Homes
    persons: Persons
    names: Names
    uuids: npt.NDArray[np.uint8]
    nik: npt.NDArray[np.int64]
    born: npt.NDArray[np.datetime64]
    birthplace: npt.NDArray[np.object_]
    father: npt.NDArray[np.object_]
    mother: npt.NDArray[np.object_]
    blood: npt.NDArray[np.int64]
    occupation: npt.NDArray[np.int64]
    disability: npt.NDArray[np.int64]
    foreign: npt.NDArray[np.bool_]
    permit: npt.NDArray[np.datetime64]
    gone_on: npt.NDArray[np.datetime64]
    wajib: npt.NDArray[np.bool_]
    recordings: gap.Recordings

    @property
    def village(self) -> npt.NDArray[np.int64]:
        """Index of the kelurahan of each row."""
        return self.homes.village[self.persons.household]

    @property
    def head_rows(self) -> npt.NDArray[np.int64]:
        """Row of the living kepala keluarga of each household."""
        return families.head_rows(self.persons)

    @property
    def recorded(self) -> npt.NDArray[np.bool_]:
        """Which rows have a recording."""
        recorded = np.zeros(len(self.persons), dtype=bool)
        recorded[self.recordings.person] = True
        return recorded


def generate(seed: int, *, on: date, residents: int | None = None) -> City:
    """The city of that seed on that day; the same arguments give the same city.

    residents  active residents, 759,929 unless a test asks for fewer (at least 200), same shares
    The rows of the dead, moved and inactive come on top. Raises ValueError below 200.
    """
    count = RESIDENTS if residents is None else residents
    # One stream a subject, so that a change in one leaves the others as they were.
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(6)]
    lives, roofs, words, traits, states, likes = streams
    places = kota_serang()
    persons = families.in_family_order(compose(residents=count, rng=lives))
    homes = settle(count=persons.count_households(), places=places, on=on, rng=roofs)
    age = people.ages_with_twins(persons, rng=lives)
    born = people.birthdays(persons=persons, age=age, on=on, rng=lives)
    foreign = people.foreigners(persons, residents=count, rng=traits)
    twin = families.twins(persons, age=age)
    persons = lookalikes.hide_doubles(persons, born=born, foreign=foreign, rng=likes)
    names = families.family_names(persons=persons, homes=homes, foreign=foreign, twin=twin, rng=words)
    father, mother = families.parent_names(persons=persons, names=names, rng=words)
    names = lookalikes.juniors(persons, father=father, names=names, rng=likes)
    names = lookalikes.tell_twins_apart(persons, twin=twin, names=names, rng=likes)
    names = lookalikes.double_names(persons, names=names, rng=likes)
    written = lookalikes.double_births(persons, born=born, rng=likes)
    permit = people.permits(foreign=foreign, on=on, rng=traits)
    gone_on = people.status_days(persons=persons, on=on, rng=traits)
    disability = people.disabilities(age=age, rng=traits)
    facts = gap.Facts(
        persons=persons,
        born=born,
        village=homes.village[persons.household],
        foreign=foreign,
        permit=permit,
        gone_on=gone_on,
        disabled=disability >= 0,
    )
    return City(
        seed=seed,
        on=on,
        places=places,
        homes=homes,
        persons=persons,
        names=names,
        uuids=_uuids(count=len(persons), rng=traits),
        nik=_niks(persons=persons, homes=homes, places=places, twin=twin, born=written, rng=traits),
        born=written,
        birthplace=lookalikes.double_places(
            persons,
            birthplace=people.birthplaces(
                persons=persons, homes=homes, born=born, foreign=foreign, rng=traits
            ),
            rng=likes,
        ),
        father=lookalikes.double_parents(persons, parent=father, rng=likes),
        mother=lookalikes.double_parents(persons, parent=mother, rng=likes),
        blood=people.blood_groups(size=len(persons), rng=traits),
        occupation=people.occupations(persons=persons, age=age, rng=traits),
        disability=disability,
        foreign=foreign,
        permit=permit,
        gone_on=gone_on,
        wajib=gap.wajib_rows(facts, on=on),
        recordings=gap.record(facts, places=places, on=on, rng=states),
    )


def _niks(
    *,
    persons: Persons,
    homes: Homes,
    places: Places,
    twin: npt.NDArray[np.bool_],
    born: npt.NDArray[np.datetime64],
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    prefixes = people.first_prefixes(
        persons=persons, homes=homes, kecamatan=places.kecamatan[homes.village], born=born, rng=rng
    )
    encoded = people.encoded_births(born=born, rng=rng)
    rows = np.flatnonzero(twin)
    prefixes[rows], encoded[rows] = prefixes[rows - 1], encoded[rows - 1]
    return make_niks(prefixes=prefixes, born=encoded, female=persons.female)


def _uuids(*, count: int, rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    bits = rng.integers(0, 256, size=(count, 16), dtype=np.uint8)
    bits[:, 6] = bits[:, 6] & 0x0F | 0x40
    bits[:, 8] = bits[:, 8] & 0x3F | 0x80
    return bits
