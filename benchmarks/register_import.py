"""How long a register's extract takes to come in, beside a bare COPY of the same file in the same run.

Run: python benchmarks/register_import.py [--residents N] [--repeat 3] [--profile]

Peer: COPY of the very file into a bare table of text columns. It checks nothing, keeps no rejects, has no
index. Ours, from the file to the register: read, check every line, keep the rejects, stage, merge into the
register, build its indexes, one audit entry. A second import of the same people shows the diff.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("REKAM_DATA", str(ROOT / "var" / "bench"))
os.environ["DJANGO_SETTINGS_MODULE"] = "rekam.config.settings.server"

from rekam.kernel.places import data_folder  # noqa: E402
from rekam.kernel.postgres import cluster  # noqa: E402
from rekam.kernel.roles import Server, bootstrap, make_database  # noqa: E402

DAY = date(2026, 11, 22)
TEMPLATE, OURS = "bench_import_template", "bench_import"


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


def _round(server: Server, *, path: Path, profile: bool) -> dict[str, float]:
    from django.db import connections

    connections.close_all()
    with server.connect("postgres") as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {OURS} WITH (FORCE)")
    make_database(server, name=OURS, template=TEMPLATE)
    connections["default"].settings_dict["NAME"] = OURS
    with server.connect(OURS) as admin:
        admin.execute("CHECKPOINT")
    took = {"copy": _timed(lambda: _bare_copy(server, path=path))}
    steps: list[tuple[str, float]] = []
    begun = time.monotonic()

    def told(name: str) -> None:
        steps.append((name, time.monotonic() - begun))

    took["staged"] = _timed(lambda: _check(path, told=told))
    took["merged"] = _timed(_apply)
    took["again"] = _timed(lambda: _check(path))
    if profile:
        ends = [at for _, at in steps[1:]] + [took["staged"]]
        parts = [f"{name} {end - at:.1f}" for (name, at), end in zip(steps, ends, strict=True)]
        print(f"  {', '.join(parts)}, merging {took['merged']:.1f} s")
    return took


def _timed(work: Callable[[], None]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def _bare_copy(server: Server, *, path: Path) -> None:
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
        admin.execute(f"CREATE TABLE public.bare ({columns})")
        begun = time.monotonic()
        with (
            admin.cursor() as cursor,
            cursor.copy("COPY public.bare FROM STDIN (FORMAT csv, HEADER true)") as copy,
            sound.open("rb") as lines,
        ):
            while block := lines.read(1 << 18):
                copy.write(block)
        BARE.append(time.monotonic() - begun)


BARE: list[float] = []
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


def _tell(rounds: list[dict[str, float]]) -> None:
    copy = statistics.median(BARE)
    staged = statistics.median(one["staged"] for one in rounds)
    merged = statistics.median(one["staged"] + one["merged"] for one in rounds)
    again = statistics.median(one["again"] for one in rounds)
    print(f"median of {len(rounds)}                                  seconds   x COPY   target")
    print(f"bare COPY of the same file                  {copy:9.1f}   {1:6.1f}")
    print(f"checked, staged, rejects kept               {staged:9.1f}   {staged / copy:6.1f}")
    told = f"{merged:9.1f}   {merged / copy:6.1f}   <= 60 s, <= 3 x"
    print(f"the same, in the register with its indexes  {told}")
    print(f"the same file again, compared               {again:9.1f}   {again / copy:6.1f}")


if __name__ == "__main__":
    sys.exit(main())
