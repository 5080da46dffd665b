"""Extracts as SIAK gives them out, of the synthetic city: CSV with its column names, for tests and trials.

Run: python -m rekam.simulation.extract OUT.csv.gz --residents 5000 --broken 0.5
"""

import argparse
import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from rekam.simulation.city import City, generate
from rekam.simulation.copy_text import MARITAL_STATUSES, RELATIONS
from rekam.simulation.extract_damage import damaged
from rekam.simulation.gap import STATES
from rekam.simulation.people import BLOOD_GROUPS, DISABILITIES, OCCUPATIONS, RELIGIONS
from rekam.simulation.persons import Standing

COLUMNS = (
    *("NIK", "NO_KK", "NAMA_LGKP", "TMPT_LHR", "TGL_LHR", "JENIS_KLMIN", "GOL_DRH", "AGAMA", "STAT_KWN"),
    *("STAT_HBKEL", "PNYDNG_CCT", "JENIS_PKRJN", "NAMA_LGKP_IBU", "NAMA_LGKP_AYAH", "ALAMAT"),
    *("NO_RT", "NO_RW", "NO_PROP", "NO_KAB", "NO_KEC", "NO_KEL", "STAT_HIDUP", "EKTP_STATUS"),
)
STATUS_COLUMNS = ("NIK", "EKTP_STATUS", "TGL_STATUS", "TEMPAT")
SEED = 2026
_CHUNK = 40_000

Row = Sequence[str]


def write_extract(
    city: City, file: TextIO, *, broken: float = 0.0, delimiter: str = ",", heading: bool = True
) -> Mapping[str, int]:
    """Write everybody who lives in the city, or died there, one line each below a line of column names.

    broken    share of damaged lines in percent (0 to 100)
    heading   without it the lines go behind those of another city
    returns   how many lines were damaged, by the code with which an import must reject them
    """
    out = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    if heading:
        out.writerow(COLUMNS)
    rng = np.random.default_rng(city.seed)
    done: Counter[str] = Counter()
    for rows in _chunks(_listed(city)):
        lines = zip(*_columns(city, rows), strict=True)
        if not broken:
            out.writerows(lines)
            continue
        file.write(damaged(list(lines), share=broken / 100, delimiter=delimiter, rng=rng, done=done))
    return dict(done)


def write_statuses(city: City, file: TextIO) -> None:
    """Write how far the KTP-el of each recorded person has come: NIK, status, day, place."""
    out = csv.writer(file, lineterminator="\n")
    out.writerow(STATUS_COLUMNS)
    listed = np.zeros(len(city.persons), dtype=bool)
    listed[_listed(city)] = True
    done = city.recordings
    for at in np.flatnonzero(listed[done.person]):
        state = STATES[done.state[at]]
        days = {"CARD_ISSUED": done.handed[at], "CARD_PRINTED": done.printed[at]}
        day = days.get(state, done.recorded[at])
        nik = f"{city.nik[done.person[at]]:016d}"
        out.writerow((nik, state, _day_text(day), str(done.place[at])))


def _listed(city: City) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.isin(city.persons.standing, (Standing.ACTIVE, Standing.DEAD)))


def _chunks(rows: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]


def _columns(city: City, rows: npt.NDArray[np.int64]) -> list[list[str]]:
    persons, homes = city.persons, city.persons.household[rows]
    state = np.full(len(persons), len(STATES))
    state[city.recordings.person] = city.recordings.state
    places = [code.split(".") for code in city.places.codes]
    village = city.homes.village[homes]
    return [
        [f"{nik:016d}" for nik in city.nik[rows].tolist()],
        [f"{kk:016d}" for kk in city.homes.card[homes].tolist()],
        [name.upper() for name in city.names.full[rows].tolist()],
        [place.upper() for place in city.birthplace[rows].tolist()],
        _dates(city.born[rows]),
        _words(("1", "2"), persons.female[rows].astype(np.int64)),
        _words(BLOOD_GROUPS, city.blood[rows]),
        _words(RELIGIONS, city.homes.religion[homes]),
        _words(MARITAL_STATUSES, persons.marital[rows]),
        _words(RELATIONS, persons.relation[rows]),
        _words((*DISABILITIES, ""), city.disability[rows]),
        _words(OCCUPATIONS, city.occupation[rows]),
        [name.upper() for name in city.mother[rows].tolist()],
        [name.upper() for name in city.father[rows].tolist()],
        [address.upper() for address in city.homes.address[homes].tolist()],
        *(_words([str(n) for n in range(1000)], part[homes]) for part in (city.homes.rt, city.homes.rw)),
        *(_words([str(int(code[at])) for code in places], village) for at in range(4)),
        _words(("1", "2"), (persons.standing[rows] == Standing.DEAD).astype(np.int64)),
        _words((*STATES, "BELUM REKAM"), state[rows]),
    ]


def _words(words: Sequence[str], places: npt.NDArray[np.int64]) -> list[str]:
    picked: list[str] = np.array([word.upper() for word in words], dtype=object)[places].tolist()
    return picked


def _dates(days: npt.NDArray[np.datetime64]) -> list[str]:
    return [f"{day[8:]}-{day[5:7]}-{day[:4]}" for day in np.datetime_as_string(days, unit="D").tolist()]


def _day_text(day: np.datetime64) -> str:
    return _dates(np.array([day]))[0]


def main(arguments: Sequence[str] | None = None) -> int:
    words = argparse.ArgumentParser(prog="python -m rekam.simulation.extract", description=__doc__)
    words.add_argument("out", type=Path, help="OUT.csv or OUT.csv.gz")
    words.add_argument("--residents", type=int, help="active residents (at least 200)")
    words.add_argument("--broken", type=float, default=0.0, help="percent of damaged lines")
    words.add_argument("--statuses", action="store_true", help="the statuses of the KTP-el instead")
    words.add_argument("--seed", type=int, default=SEED)
    today = datetime.now(UTC).date()
    words.add_argument("--on", type=date.fromisoformat, default=today, help="day of the extract, else today")
    chosen = words.parse_args(arguments)
    city = generate(chosen.seed, on=chosen.on, residents=chosen.residents)
    with _opened(chosen.out) as file:
        if chosen.statuses:
            write_statuses(city, file)
            return 0
        done = write_extract(city, file, broken=chosen.broken)
    for code, count in sorted(done.items()):
        print(f"{count:8,} damaged: {code}")
    return 0


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path, "wb", compresslevel=5), encoding="utf-8", newline="")
    return path.open("w", encoding="utf-8", newline="")


if __name__ == "__main__":
    sys.exit(main())
