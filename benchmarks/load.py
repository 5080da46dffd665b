"""A registry under load: questions at 100 a second over a million residents while 20 stations sync; then five
times as many; then clients that mean harm. One command:

    REKAM_DATA=/somewhere python -m benchmarks.load [--residents 1000000] [--seconds 600] [--seed 1]

Makes a register in the folder `benchmark-load` under REKAM_DATA (minutes, once; kept), works on a copy of it
with fsync on, and starts web and worker as `rekam serve` does. It talks to this machine only, stops by itself
and ends only what it started. Questions come at fixed moments (load_asker.py) and are timed from the moment
at which they were due; stations speak with their own client (load_stations.py); slow and idle clients are in
load_hostile.py. At the end the database is asked what became of each question and packet (load_counted.py).

--mutant takes one defence away (load_mutants.py), with which the run must end red.
"""

import argparse
import os
import random
import resource
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import load_asker, load_hostile, load_stations
from benchmarks.load_apart import Apart
from benchmarks.load_memory import Memory
from benchmarks.load_mutants import MUTANTS, words_of
from benchmarks.load_phases import Phase, plan
from benchmarks.load_told import Run, tell
from benchmarks.search_register import ready_register
from benchmarks.verification_api import Bank, partners, sign_in

from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import MEMORY, WEB, WORKER, environment
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder
from rekam.kernel.roles import make_database

if TYPE_CHECKING:
    from rekam.kernel.roles import Server

SETTINGS = "rekam.config.settings.server"
COPY = "load_run"
START_SECONDS = 180
BANKS = 4
KNOWN = 200_000  # residents who are asked about


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who takes part: institutions, residents they ask about, stations."""

    banks: Sequence[Bank]
    niks: Sequence[str]
    stations: load_stations.Known


def main() -> int:
    """Run it; 0 = every line of the issue held."""
    chosen = read_words()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    os.environ["REKAM_DATA"] = str(data_folder() / "benchmark-load")
    os.environ.pop("DATABASE_URL", None)
    with running_database() as server:
        kept = ready_register(server, residents=chosen.residents)
        drop_copy(server)
        try:
            make_database(server, name=COPY, template=kept)
            os.environ["REKAM_DATABASE"] = COPY
            return measured(chosen)
        finally:
            drop_copy(server)
            for name in ("vault", "vault-copy"):
                shutil.rmtree(data_folder() / name, ignore_errors=True)


def read_words() -> argparse.Namespace:
    """What the command was told."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--residents", type=int, default=1_000_000)
    words.add_argument("--seconds", type=int, default=600, help="of the steady load")
    words.add_argument("--rate", type=int, default=100, help="questions a second")
    words.add_argument("--times", type=int, default=5, help="of that, in the overload")
    words.add_argument("--overload", type=int, default=60, help="its seconds")
    words.add_argument("--harm", type=int, default=60, help="seconds of slow and idle clients")
    words.add_argument("--stations", type=int, default=20)
    words.add_argument("--idle", type=int, default=10_000, help="idle lines")
    words.add_argument("--slow", type=int, default=200, help="slow clients of each of four sorts")
    words.add_argument("--port", type=int, default=8813)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--mutant", choices=MUTANTS, default="")
    return words.parse_args()


def drop_copy(server: "Server") -> None:
    """Drop the copy that a run works on."""
    from psycopg import sql

    with server.connect("postgres") as admin:
        admin.autocommit = True
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(COPY)))


def measured(chosen: argparse.Namespace) -> int:
    """Start the server and everybody else, wait for the end, count."""
    from rekam.config.migrate import main as migrate

    migrate(["--without-backup"])
    set_up(settings=SETTINGS)
    random.seed(chosen.seed)
    scene = furnished(stations=chosen.stations)
    family = Family()
    try:
        port = free_port(chosen.port)
        words = words_of(chosen.mutant, host="127.0.0.1", port=port)
        started(family, words=words, port=port)
        for bank in scene.banks:
            sign_in(bank, port=port)
        run = driven(chosen, scene, port=port, family=family)
    finally:
        family.stop()
    return tell(run)


def started(family: Family, *, words: Sequence[str], port: int) -> None:
    """Web and worker, as config.serve starts them; more patience for a machine with other work."""
    told = environment(SETTINGS)
    family.start(WEB, *words, environment={**MEMORY, **told})
    family.start(WORKER, "-m", "rekam", "work", environment=told)
    if not answers(port, seconds=START_SECONDS):
        raise SystemExit("the web process does not answer")


def furnished(*, stations: int) -> Scene:
    """Keys, institutions, stations and their officer, and residents of the register."""
    from django.db import connection

    from rekam.config.signing_keys import keys_folder, ready_signing_keys
    from rekam.kernel.database import Scope, scope
    from rekam.vault.keys import make_keys

    make_keys()
    ready_signing_keys(keys_folder(), here="http://127.0.0.1:8000", at=load_stations.now())
    known = load_stations.registered(stations)
    with scope(Scope.of("36.73")):
        banks = partners(BANKS)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nik FROM registry_resident WHERE status = 'active' ORDER BY md5(nik) LIMIT %s",
                [KNOWN],
            )
            niks = [str(row[0]) for row in cursor.fetchall()]
    connection.close()
    return Scene(banks=banks, niks=niks, stations=known)


def driven(chosen: argparse.Namespace, scene: Scene, *, port: int, family: Family) -> Run:
    """All phases, on one clock."""
    phases = plan(
        seconds=chosen.seconds,
        rate=chosen.rate,
        times=chosen.times,
        overload=chosen.overload,
        harm=chosen.harm,
        begins=time.monotonic() + 3,
    )
    for one in phases:
        print(f"{one.name}: {one.seconds:.0f} s, {one.rate} questions a second", flush=True)
    pids = {name: family.children[name].pid for name in (WEB, WORKER)}
    memory = Memory(pids)
    asker = Apart(
        partial(load_asker.ask, scene.banks, scene.niks, phases=phases, port=port, seed=chosen.seed)
    )
    stations = Apart(partial(load_stations.sync, scene.stations, phases=phases, port=port, seed=chosen.seed))
    harm = Apart(
        partial(
            load_hostile.harm, phase=phase_of(phases, "harm"), port=port, idle=chosen.idle, slow=chosen.slow
        )
    )
    while time.monotonic() < phases[-1].ends:
        time.sleep(5)
        memory.look()
        if ended := [name for name, child in family.children.items() if child.poll() is not None]:
            print(f"ended by itself: {ended}", file=sys.stderr)
            break
    return Run(
        seed=chosen.seed,
        phases=phases,
        asked=asker.told(),
        sent=stations.told(),
        harmed=harm.told(),
        memory=memory,
        alive=all(child.poll() is None for child in family.children.values()),
    )


def phase_of(phases: Sequence[Phase], name: str) -> Phase:
    """The phase of that name."""
    return next(one for one in phases if one.name == name)


if __name__ == "__main__":
    sys.exit(main())
