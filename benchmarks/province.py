"""A province's register in one PostgreSQL: taken in, counted, searched and backed up, each measured.

    REKAM_DATA=/somewhere/fresh python -m benchmarks.province [--residents 12881484] [--steps ...]

Banten's own areas, each kabupaten with its part of the people (`benchmarks.province_people`). The steps are
import, counters, search, backup, and can be asked one by one: the register stays in REKAM_DATA. Limits in
the same run: a scan of all rows for the counters, one NIK for the search, a copy of the files for the backup.
Twelve million residents take some 30 GB and an hour on two cores.
"""

import argparse
import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.backup import size_of
from benchmarks.province_people import ON, RESIDENTS, write_province
from benchmarks.search_client import lift_limits, serving
from benchmarks.search_register import OFFICER, in_child, open_officer

from rekam.config.backup import keys, make
from rekam.config.backup.place import Place
from rekam.config.backup.server import own_source
from rekam.config.database import OWN_DATABASE, running_database
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder

PROVINCE, OFFICE = "36", "36.73"
ROUNDS = 5


def main() -> None:
    """Print one table after the other."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--residents", type=int, default=RESIDENTS)
    words.add_argument("--queries", type=int, default=500)
    words.add_argument("--steps", nargs="+", default=list(STEPS), choices=list(STEPS))
    chosen = words.parse_args()
    os.environ["REKAM_OFFICE_AREA"] = PROVINCE
    lift_limits()
    with running_database():
        in_child(OWN_DATABASE, role="rekam_migrate", work=_migrated)
        set_up(settings="rekam.config.settings.server")
        for name in chosen.steps:
            print(f"\n{name}, {chosen.residents:,} residents", flush=True)
            STEPS[name](chosen)


def taken_in(chosen: argparse.Namespace) -> None:
    """The extract of the province, checked and taken over as `rekam import` does."""
    from rekam.kernel.database import Scope, scope
    from rekam.registry.bulk import running, services
    from rekam.registry.bulk.columns import NO_LAYOUT
    from rekam.registry.bulk.rules import Kind

    path = data_folder() / "extract.csv"
    if not path.exists():
        _told("inventing the people", lambda: write_province(path, residents=chosen.residents))
    print(f"  {'extract, MB':<48}{path.stat().st_size / 1e6:>12,.0f}")
    with scope(Scope.of(PROVINCE)):
        one = services.receive(
            kind=Kind.RESIDENTS,
            file_name="province",
            as_of=ON,
            layout=NO_LAYOUT,
            actor="benchmark",
            at=datetime.now(UTC),
            by_command=True,
        )
    rejects = path.with_suffix(".rejects.csv")
    begun = time.monotonic()

    def step(name: str) -> None:
        print(f"    {time.monotonic() - begun:8.0f} s  {name}", flush=True)

    _told("checked and staged", lambda: running.check(one.uuid, path=path, rejects=rejects, told=step))
    path.unlink()
    _told("in the register, with its indexes", lambda: _taken_over(one.uuid))
    _told("VACUUM (ANALYZE)", _vacuumed)
    size = size_of(own_source().cluster.data / "base")
    print(f"  {'database, GB':<48}{size / 1e9:>12,.1f}")


def counted(_chosen: argparse.Namespace) -> None:
    """The pages' figures of the province and of one office, from the counters; a bare scan is the limit."""
    from django.db import connection

    from rekam.coverage.counters.queries import cells, figures, picture
    from rekam.coverage.counters.services import fold
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day

    now = datetime.now(UTC)
    today = office_day(now)

    def scan() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(birth_date), max(recorded_on) FROM registry_resident")
            cursor.fetchone()

    with scope(Scope.of(PROVINCE)):
        _told("limit: a bare scan of all rows", scan)
        _told("fold, the first time", lambda: fold(at=now))
        _told("fold, nothing new", lambda: fold(at=now))
        for area in (PROVINCE, OFFICE):
            _told(f"{area}: all counts and groups by area", lambda a=area: figures(area_code=a, on=today))
            _told(f"{area}: all numbers of the page", lambda a=area: picture(area_code=a, around=a, on=today))
            _told(f"{area}: all cells", lambda a=area: cells(area_code=a, on=today))


def searched(chosen: argparse.Namespace) -> None:
    """An officer of one office asks through HTTP; the province is asked in the database."""
    from benchmarks.search import in_the_database, sample, through_http
    from benchmarks.search_queries import mixed

    open_officer()
    people = sample(chosen.queries)
    with serving(officer=OFFICER) as page:
        through_http(page, people=people, rounds=ROUNDS)
    in_the_database(mixed(people), rounds=ROUNDS)
    in_the_database(mixed(people), rounds=ROUNDS, area=PROVINCE)


def backed_up(_chosen: argparse.Namespace) -> None:
    """A base of the whole server, sealed and read back, and what it takes beside a copy of the files."""
    home, source = data_folder(), own_source()
    place, key = Place(home / "disk"), home / "safe.json"
    shutil.rmtree(place.folder, ignore_errors=True)
    key.unlink(missing_ok=True)
    place.folder.mkdir(parents=True)
    keys.make_pair(key, at=datetime.now(UTC))
    _told("limit: reading the files once", lambda: _read(source.cluster.data / "base"))
    at = datetime.now(UTC)
    _told("base, sealed, read back, counted", lambda: make.make(place, source=source, keep_days=7, at=at))
    print(f"  {'base, GB':<48}{size_of(place.folder / 'bases') / 1e9:>12,.1f}")


STEPS: dict[str, Callable[[argparse.Namespace], None]] = {
    "import": taken_in,
    "counters": counted,
    "search": searched,
    "backup": backed_up,
}


def _told(name: str, work: Callable[[], object]) -> None:
    begun = time.monotonic()
    work()
    print(f"  {name:<48}{time.monotonic() - begun:>12,.2f} s", flush=True)


def _taken_over(one: object) -> None:
    from rekam.registry.bulk import running

    running.take_over_by_command(one, at=datetime.now(UTC))  # type: ignore[arg-type]


def _vacuumed() -> None:
    with own_source().server.connect() as admin:
        admin.autocommit = True
        admin.execute("VACUUM (ANALYZE)")


def _read(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 22):
                    pass


def _migrated() -> None:
    from rekam.config.migrate import migrate
    from rekam.vault.keys import make_keys

    migrate(verbosity=0)
    make_keys()


if __name__ == "__main__":
    main()
