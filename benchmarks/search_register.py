"""The register that benchmarks.search searches: made once for these sources, then kept beside the others."""

import hashlib
import os
import random
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from rekam.config.migrate import migrate
from rekam.kernel.commands import set_up
from rekam.kernel.names import name_key
from rekam.kernel.roles import Server, connection_settings, make_database, without_indexes
from rekam.simulation.city import City, generate
from rekam.simulation.fill import fill_register
from rekam.simulation.misspellings import respell
from rekam.simulation.words import Names

SEED = 20261122
ON = date(2026, 11, 22)
# Registers hold names as somebody once typed them: without these the simulated one knows 900 words, with
# them 12,000. The share is assumed.
MISTYPED = 0.06
OFFICER = "bakri"
PACKAGE = Path(__file__).resolve().parents[1] / "src" / "rekam"


def ready_register(server: Server, *, residents: int) -> str:
    """The name of a filled database of that many active residents, made where it is not there yet."""
    name = f"search_{_version(residents)}"
    with closing(server.connect("postgres")) as admin:
        known = [row[0] for row in admin.execute("SELECT datname FROM pg_database").fetchall()]
        for old in known:
            if str(old).startswith("search_") and old != name:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(old))))
    if name not in known:
        print(f"Making a register of {residents:,} residents (kept for the next run) ...", flush=True)
        building = f"search_building_{os.getpid()}"
        make_database(server, name=building)
        in_child(building, role="rekam_migrate", work=lambda: migrate(verbosity=0))
        _fill(server, name=building, city=_city(residents))
        in_child(building, role="rekam_app", work=open_officer)
        with closing(server.connect("postgres")) as admin:
            words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            admin.execute(words.format(sql.Identifier(building), sql.Identifier(name)))
    else:  # the doors may be others since
        in_child(name, role="rekam_migrate", work=lambda: migrate(verbosity=0))
    return name


def _city(residents: int) -> City:
    city = generate(SEED, on=ON, residents=residents)
    chance = random.Random(SEED)
    full, key = city.names.full.copy(), city.names.key.copy()
    for at in range(len(full)):
        if chance.random() < MISTYPED:
            full[at] = respell(full[at], chance=chance)
            key[at] = name_key(full[at])
    return replace(city, names=Names(full=full, key=key))


def _fill(server: Server, *, name: str, city: City) -> None:
    known = connection_settings("rekam_load") | {"NAME": name}
    with (
        psycopg.connect(
            host=str(known["HOST"]),
            port=int(str(known["PORT"])),
            user="rekam_load",
            password=str(known["PASSWORD"]),
            dbname=name,
            autocommit=True,
        ) as connection,
        closing(server.connect(name)) as admin,
    ):
        with without_indexes(admin, tables=["registry_resident", "registry_familycard"]):
            fill_register(city, connection=connection)
        admin.execute("VACUUM (ANALYZE)")


def open_officer() -> None:
    """The account that asks, where it is not there yet."""
    from rekam.accounts.models import Account
    from rekam.accounts.rules import Role
    from rekam.accounts.services import open_account

    if Account.objects.filter(username=OFFICER).exists():
        return
    open_account(
        username=OFFICER,
        display_name="Bakri",
        role=Role.OPERATOR,
        areas=["36.73"],
        actor="benchmark",
        office="Disdukcapil Kota Serang",
        at=datetime.now(UTC),
    )


def in_child(name: str, *, role: str, work) -> None:  # type: ignore[no-untyped-def]
    """Django is set up once a process, for one role and one database."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.environ["REKAM_DATABASE"] = name
            set_up(settings="rekam.config.settings.server", role=role)
            work()
            status = 0
        finally:
            os._exit(status)
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError("a step of making the register failed; what it said stands above")


def _version(residents: int) -> str:
    """Twelve letters that change with whatever makes the register or its index."""
    digest = hashlib.sha256(f"{SEED} {residents} {MISTYPED}".encode())
    sources = [*PACKAGE.glob("simulation/*.py"), *PACKAGE.glob("simulation/tables/*"), Path(__file__)]
    sources += [
        *PACKAGE.glob("*/migrations/*.py"),
        *(PACKAGE / "kernel" / name for name in ("names.py", "roles.py", "row_security.py")),
        *PACKAGE.glob("*/migrations/frozen/*.sql"),
    ]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
