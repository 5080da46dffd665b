"""The city as PostgreSQL COPY text: tab-separated, `\\N` for null, one line a row, UTF-8."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

import numpy as np
import numpy.typing as npt

from rekam.registry.rules import Nationality, Status
from rekam.simulation.gap import STATES
from rekam.simulation.people import BLOOD_GROUPS, DISABILITIES, OCCUPATIONS, RELIGIONS
from rekam.simulation.persons import Marital, Standing

if TYPE_CHECKING:
    from rekam.simulation.city import City

NULL = "\\N"
RESIDENT_COLUMNS = (
    *("id", "uuid", "nik", "kk", "full_name", "name_key", "sex", "birth_place", "birth_date", "blood_group"),
    *("religion", "marital_status", "ever_married", "occupation", "nationality", "permit_until"),
    *(
        "head_relation",
        "mother_name",
        "father_name",
        "address",
        "rt",
        "rw",
        "area_code",
        "status",
        "status_on",
    ),
    "disability",
)
FAMILY_CARD_COLUMNS = ("id", "number", "head_id", "address", "rt", "rw", "area_code", "made_on")
RECORDING_COLUMNS = ("resident_id", "recorded_on", "place_code", "state", "printed_on", "handed_on")
# In the order of households.Relation and households.Marital.
RELATIONS = (*("Kepala Keluarga", "Suami", "Istri", "Anak", "Cucu", "Orang Tua", "Mertua", "Famili Lain"),)
MARITAL_STATUSES = ("Belum Kawin", "Kawin", "Cerai Hidup", "Cerai Mati")
STATUSES = tuple(Status(standing.name.lower()).value for standing in Standing)
_CHUNK = 40_000
_EPOCH = np.datetime64("1900-01-01")

Column = list[str]


def write_residents(city: "City", file: TextIO) -> None:
    """One line a row of the register, columns as RESIDENT_COLUMNS; ids run from 1 in row order."""
    for start in range(0, len(city.persons), _CHUNK):
        rows = np.arange(start, min(start + _CHUNK, len(city.persons)))
        _write(file, [*_identity(city, rows), *_biodata(city, rows), *_place(city, rows)])


def write_family_cards(city: "City", file: TextIO) -> None:
    """One line a household, columns as FAMILY_CARD_COLUMNS; ids run from 1, head_id is a resident id."""
    homes = city.homes
    for start in range(0, len(homes.card), _CHUNK):
        rows = np.arange(start, min(start + _CHUNK, len(homes.card)))
        _write(
            file,
            [
                _numbers(rows + 1),
                _numbers(homes.card[rows]),
                _numbers(city.head_rows[rows] + 1),
                *_address(city, rows),
                _days(homes.made[rows]),
            ],
        )


def write_recordings(city: "City", file: TextIO) -> None:
    """One line a recording, columns as RECORDING_COLUMNS, in the order of resident_id."""
    done = city.recordings
    for start in range(0, len(done.person), _CHUNK):
        rows = slice(start, start + _CHUNK)
        _write(
            file,
            [
                _numbers(done.person[rows] + 1),
                _days(done.recorded[rows]),
                done.place[rows].tolist(),
                _words(STATES, done.state[rows]),
                _days(done.printed[rows]),
                _days(done.handed[rows]),
            ],
        )


def _write(file: TextIO, columns: list[Column]) -> None:
    file.write("\n".join(map("\t".join, zip(*columns, strict=True))))
    file.write("\n")


def _identity(city: "City", rows: npt.NDArray[np.int64]) -> Iterator[Column]:
    yield _numbers(rows + 1)
    yield _uuid_text(city.uuids[rows])
    yield _numbers(city.nik[rows])
    yield _numbers(city.homes.card[city.persons.household[rows]])
    yield city.names.full[rows].tolist()
    yield city.names.key[rows].tolist()
    yield _words(("L", "P"), city.persons.female[rows].astype(np.int64))
    yield city.birthplace[rows].tolist()
    yield _days(city.born[rows])


def _biodata(city: "City", rows: npt.NDArray[np.int64]) -> Iterator[Column]:
    marital = city.persons.marital[rows]
    yield _words(BLOOD_GROUPS, city.blood[rows])
    yield _words(RELIGIONS, city.homes.religion[city.persons.household[rows]])
    yield _words(MARITAL_STATUSES, marital)
    yield _words(("f", "t"), (marital != Marital.SINGLE).astype(np.int64))
    yield _words(OCCUPATIONS, city.occupation[rows])
    yield _words((Nationality.WNI.value, Nationality.WNA.value), city.foreign[rows].astype(np.int64))
    yield _days(city.permit[rows])
    yield _words(RELATIONS, city.persons.relation[rows])
    yield city.mother[rows].tolist()
    yield city.father[rows].tolist()


def _place(city: "City", rows: npt.NDArray[np.int64]) -> Iterator[Column]:
    yield from _address(city, city.persons.household[rows])
    yield _words(STATUSES, city.persons.standing[rows])
    yield _days(city.gone_on[rows])
    yield _words((*DISABILITIES, NULL), city.disability[rows])


def _address(city: "City", homes: npt.NDArray[np.int64]) -> Iterator[Column]:
    three_digits = [f"{number:03}" for number in range(1000)]
    yield city.homes.address[homes].tolist()
    yield _words(three_digits, city.homes.rt[homes])
    yield _words(three_digits, city.homes.rw[homes])
    yield _words(city.places.codes, city.homes.village[homes])


def _numbers(values: npt.NDArray[np.int64]) -> Column:
    return list(map(str, values.tolist()))


def _words(words: tuple[str, ...] | list[str], places: npt.NDArray[np.int64]) -> Column:
    picked: Column = np.array(words, dtype=object)[places].tolist()
    return picked


def _days(days: npt.NDArray[np.datetime64]) -> Column:
    """ISO dates through a table of all days since 1900, as formatting each one is slow."""
    known = ~np.isnat(days)
    if not known.any():
        return [NULL] * len(days)
    last = int((days[known].max() - _EPOCH).astype(np.int64))
    table = [*np.datetime_as_string(_EPOCH + np.arange(last + 1)).tolist(), NULL]
    return _words(table, np.where(known, (days - _EPOCH).astype(np.int64), -1))


def _uuid_text(uuids: npt.NDArray[np.uint8]) -> Column:
    digits = uuids.tobytes().hex()
    return [
        f"{digits[at : at + 8]}-{digits[at + 8 : at + 12]}-{digits[at + 12 : at + 16]}"
        f"-{digits[at + 16 : at + 20]}-{digits[at + 20 : at + 32]}"
        for at in range(0, len(digits), 32)
    ]
