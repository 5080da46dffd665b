"""How long a register's extract takes to come in, beside a bare COPY of the same file in the same run.

Run: python benchmarks/register_import.py [--residents N] [--repeat 3] [--profile]

Peers: COPY of the very file into a bare table of text columns, which checks nothing, keeps no rejects, has no
index; and COPY of the register's finished rows into a table like it, then its indexes. Ours, from the file to
the register: read, check every line, keep the rejects, stage, merge into the register, build its indexes, one
audit entry. A second import of the same people shows the diff. CPU is this process's and the server's.
"""

import argparse
import contextlib
import csv
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import LiteralString, NamedTuple

import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("REKAM_DATA", str(ROOT / "var" / "bench"))
os.environ["DJANGO_SETTINGS_MODULE"] = "rekam.config.settings.server"

from rekam.kernel.places import data_folder  # noqa: E402
from rekam.kernel.postgres import cluster  # noqa: E402
from rekam.kernel.roles import Server, bootstrap, make_database  # noqa: E402

DAY = date(2026, 11, 22)
TEMPLATE, OURS = "bench_import_template", "bench_import"
Connection = psycopg.Connection[tuple[object, ...]]


class Taken(NamedTuple):
    """What a piece of work took, in seconds."""

    clock: float
    cpu: float

    def __add__(self, other: tuple[float, ...]) -> "Taken":
        return Taken(self.clock + other[0], self.cpu + other[1])


Round = dict[str, Taken]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--residents", type=int, help="active residents; left out, all of the city")
    words.add_argument("--broken", type=float, default=0.5, help="percent of damaged lines")
    words.add_argument("--repeat", type=int, default=3)
    words.add_argument("--profile", action="store_true", help="tell the steps of each round")
    chosen = words.parse_args()
    server = _server()
    _template()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "extract.csv"
        lines = _extract(path, residents=chosen.residents, broken=chosen.broken)
        print(f"{lines:,} lines, {path.stat().st_size / 1e6:.0f} MB, {chosen.broken} % damaged")
        rounds = [_round(server, path=path, profile=chosen.profile) for _ in range(chosen.repeat)]
    _tell(rounds)
    return 0


def _server() -> Server:
    data_folder().mkdir(parents=True, exist_ok=True)
    own = cluster(data_folder() / "postgres")
    own.start()
    POSTMASTER.append(int((own.folder / "data" / "postmaster.pid").read_text().split()[0]))
    server = Server(str(own.socket), 5432, "rekam_root", own.password, TEMPLATE)
    bootstrap(server)
    return server


def _template() -> None:
    os.environ["REKAM_DATABASE"] = TEMPLATE
    if os.fork() == 0:  # migrations want another role than the import
        from rekam.kernel.commands import set_up

        set_up(role="rekam_migrate")
        from rekam.config.migrate import migrate

        migrate(verbosity=0)
        os._exit(0)
    os.wait()
    from rekam.kernel.commands import set_up

    set_up()


def _extract(path: Path, *, residents: int | None, broken: float) -> int:
    from rekam.simulation.city import generate
    from rekam.simulation.extract import write_extract

    with path.open("w", encoding="utf-8", newline="") as file:
        write_extract(generate(2026, on=DAY, residents=residents), file, broken=broken)
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _round(server: Server, *, path: Path, profile: bool) -> Round:
    from django.db import connections

    connections.close_all()
    with server.connect("postgres") as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {OURS} WITH (FORCE)")
    make_database(server, name=OURS, template=TEMPLATE)
    connections["default"].settings_dict["NAME"] = OURS
    with server.connect(OURS) as admin:
        admin.execute("CHECKPOINT")
    took = {"copy": _bare_copy(server, path=path)}
    steps: list[tuple[str, float]] = []
    begun = time.monotonic()

    def told(name: str) -> None:
        steps.append((name, time.monotonic() - begun))

    took["staged"] = _timed(lambda: _check(path, told=told))
    took["merged"] = _timed(_apply)
    took["indexed"] = _indexed_copy(server, rows=path.with_suffix(".rows"))
    took["again"] = _timed(lambda: _check(path))
    if profile:
        ends = [at for _, at in steps[1:]] + [took["staged"].clock]
        parts = [f"{name} {end - at:.1f}" for (name, at), end in zip(steps, ends, strict=True)]
        print(f"  {', '.join(parts)}, merging {took['merged'].clock:.1f} s")
    return took


def _timed(work: Callable[[], None]) -> Taken:
    begun, used = time.monotonic(), _cpu()
    work()
    return Taken(time.monotonic() - begun, _cpu() - used)


def _cpu() -> float:
    """Seconds of processor time of this process and of the server with all its processes, ended ones too."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if POSTMASTER[0] == int(stat.parent.name):
                ticks += sum(int(one) for one in fields[11:15])
            elif POSTMASTER[0] == int(fields[1]):
                ticks += sum(int(one) for one in fields[11:13])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _bare_copy(server: Server, *, path: Path) -> Taken:
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    columns = ", ".join(f"{name} text" for name in names)
    # Lines with another number of columns would stop COPY: it gets the file without them.
    sound = path.with_suffix(".sound.csv")
    if not sound.exists():
        wide = len(names)
        with path.open(encoding="utf-8", newline="") as file, sound.open("w", encoding="utf-8") as out:
            rows = (row for row in csv.reader(file) if len(row) == wide)
            csv.writer(out, lineterminator="\n").writerows(rows)
    with server.connect(OURS) as admin:
        admin.execute(f"CREATE TABLE public.bare ({columns})".encode())
        return _timed(lambda: _copy(admin, "COPY public.bare FROM STDIN (FORMAT csv, HEADER true)", sound))


def _indexed_copy(server: Server, *, rows: Path) -> Taken:
    with server.connect(OURS) as admin:
        words = "COPY registry_resident TO STDOUT"
        with admin.cursor() as cursor, cursor.copy(words) as copy, rows.open("wb") as out:
            out.writelines(copy)
        admin.execute("CREATE TABLE public.indexed (LIKE registry_resident INCLUDING CONSTRAINTS)")
        made = admin.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'registry_resident'"
        ).fetchall()
        admin.execute("SET maintenance_work_mem = '512MB'")

        def fill() -> None:
            _copy(admin, "COPY public.indexed FROM STDIN", rows)
            for (words,) in made:
                admin.execute(re.sub(r"INDEX \S+ ON \S+ ", "INDEX ON public.indexed ", str(words)).encode())

        took = _timed(fill)
        admin.execute("DROP TABLE public.indexed, public.bare")
    return took


def _copy(admin: Connection, words: LiteralString, path: Path) -> None:
    with admin.cursor() as cursor, cursor.copy(words) as copy, path.open("rb") as lines:
        while block := lines.read(1 << 18):
            copy.write(block)


POSTMASTER: list[int] = []
LAST: list[object] = []


def _check(path: Path, *, told: Callable[[str], None] = lambda _name: None) -> None:
    from rekam.kernel.database import Scope, scope
    from rekam.registry.bulk import running, services
    from rekam.registry.bulk.columns import NO_LAYOUT
    from rekam.registry.bulk.rules import Kind

    at = datetime.now(UTC)
    with scope(Scope.of("36.73")):
        one = services.receive(
            kind=Kind.RESIDENTS,
            file_name="bench",
            as_of=DAY,
            layout=NO_LAYOUT,
            actor="bench",
            at=at,
            by_command=True,
        )
    LAST[:] = [one.uuid]
    running.check(one.uuid, path=path, rejects=path.with_suffix(".rejects.csv"), told=told)


def _apply() -> None:
    from rekam.registry.bulk import running

    running.take_over_by_command(LAST[0], at=datetime.now(UTC))  # type: ignore[arg-type]


ROWS = {
    "copy": "bare COPY of the same file",
    "indexed": "COPY of the register's rows, then its indexes",
    "staged": "checked, staged, rejects kept",
    "whole": "the same, in the register with its indexes",
    "again": "the same file again, compared",
}


def _tell(rounds: Sequence[Round]) -> None:
    for one in rounds:
        one["whole"] = one["staged"] + one["merged"]
    copy = statistics.median(one["copy"].clock for one in rounds)
    print(f"median of {len(rounds):<38} seconds   CPU s   x COPY")
    for name, words in ROWS.items():
        clock, cpu = (statistics.median(one[name][at] for one in rounds) for at in (0, 1))
        print(f"{words:<48} {clock:7.1f} {cpu:7.1f} {clock / copy:8.1f}")
    print("target for the register: <= 60 s, <= 3 x")


if __name__ == "__main__":
    sys.exit(main())
