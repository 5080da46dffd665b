"""The demo's data: made once for a seed, a generator and the migrations, then copied."""

import hashlib
import json
import os
import shutil
import traceback
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from rekam.config import demo_people
from rekam.config.demo_gallery import GalleryMaker
from rekam.config.progress import Progress
from rekam.kernel.commands import set_up
from rekam.kernel.dates import OfficeZone, today_at
from rekam.kernel.places import data_folder
from rekam.kernel.roles import Server, connection_settings, make_database, without_indexes

SEED = 20260101
OFFICE = "36.73"
# The whole city takes a minute to compare, which a newcomer would wait for: one kecamatan shows the queue.
ONE_KECAMATAN = "36.73.02"
PACKAGE = Path(__file__).resolve().parents[1]


def ready_demo(
    server: Server, *, residents: int | None, bodies: int, cards: int, reset: bool, dry: bool = False
) -> None:
    """Bring the database to the demo's beginning, if it is new, of another version, or is to be reset.

    dry   after seven months without blanks (the scenario kemarau)
    """
    today = today_at(zone=OfficeZone.WIB, now=datetime.now(UTC))
    version = version_of(residents=residents)
    template = _find_template(server, version=version)
    gallery = GalleryMaker(bodies=bodies)
    gallery.start()
    if template is None:
        print(f"Making the demo's data (kept for the next start; version {version}).")
        template = f"demo_{version}_{today:%Y%m%d}"
        _build(server, name=template, today=today, residents=residents)
        _drop_older(server, than=template)
    mark = data_folder() / "demo.json"
    known = json.loads(mark.read_text()) if mark.exists() else {}
    wanted = {"template": template} | ({"scenario": "kemarau"} if dry else {})
    if reset or known != wanted or not _exists(server, server.database):
        with Progress("Copying it for this run"):
            _replace(server, name=server.database, template=template)
            forget_files()
        with Progress("Giving it bodies, a station, a visit and blanks", total=bodies) as progress:
            gallery.place(told=progress.told)
            in_child(lambda: _equip_here(server.database, cards=cards, dry=dry))
        mark.write_text(json.dumps(wanted))


def version_of(*, residents: int | None) -> str:
    """Twelve letters that change with the seed, the generator, the migrations or the number of people."""
    digest = hashlib.sha256(f"{SEED} {residents}".encode())
    sources = [*PACKAGE.glob("simulation/*.py"), *PACKAGE.glob("simulation/tables/*")]
    sources += [*PACKAGE.glob("registry/duplicates/*.*"), *PACKAGE.glob("*/migrations/*.py")]
    sources += [*PACKAGE.glob("*/migrations/frozen/*.sql"), *PACKAGE.glob("kernel/ro*.py"), Path(__file__)]
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _build(server: Server, *, name: str, today: date, residents: int | None) -> None:
    """Fill a database under a temporary name, then give it its own: a broken run leaves nothing half."""
    building = f"building_{os.getpid()}"
    _drop_unfinished(server)
    make_database(server, name=building)
    with Progress("Making the tables"):
        migrate(building)
    _fill(server, database=building, today=today, residents=residents)
    with Progress("Tidying up"), closing(server.connect(building)) as admin:
        admin.execute("VACUUM (ANALYZE)")
    with closing(server.connect("postgres")) as admin:
        words = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        admin.execute(words.format(sql.Identifier(building), sql.Identifier(name)))


def migrate(database: str) -> None:
    """Make the tables, in a process of its own, since this one may not know the role of the migrations."""
    in_child(lambda: _migrate_here(database))


def _migrate_here(database: str) -> None:
    os.environ["REKAM_DATABASE"] = database
    set_up(settings="rekam.config.settings.demo", role="rekam_migrate")
    from rekam.config.migrate import migrate as to_this_version

    to_this_version(verbosity=0)


def _fill(server: Server, *, database: str, today: date, residents: int | None) -> None:
    from rekam.simulation.city import RESIDENTS, generate
    from rekam.simulation.fill import fill_register

    with Progress("Inventing the residents of Kota Serang"):
        city = generate(SEED, on=today, residents=residents)
    known = connection_settings("rekam_load") | {"NAME": database}
    with (
        Progress("Loading the register", total=residents or RESIDENTS) as progress,
        psycopg.connect(
            host=str(known["HOST"]),
            port=int(str(known["PORT"])),
            user="rekam_load",
            password=str(known["PASSWORD"]),
            dbname=database,
            autocommit=True,
        ) as connection,
        closing(server.connect(database)) as admin,
        without_indexes(admin, tables=["registry_resident", "registry_familycard"]),
    ):
        fill_register(city, connection=connection, told=progress.told)
    with Progress("Opening the accounts"):
        in_child(lambda: _people_here(database))
    with Progress("Counting everybody"):
        in_child(lambda: _count_here(database))
    with Progress("Looking for rows that may be one person"):
        in_child(lambda: _doubles_here(database, area_code=OFFICE if residents else ONE_KECAMATAN))


def _people_here(database: str) -> None:
    demo_people.in_database(database)
    demo_people.open_accounts()


def _doubles_here(database: str, *, area_code: str) -> None:
    demo_people.in_database(database)
    demo_people.find_doubles(area_code=area_code)


def _count_here(database: str) -> None:
    demo_people.in_database(database)
    demo_people.count_since_yesterday()


def _equip_here(database: str, *, cards: int, dry: bool) -> None:
    demo_people.in_database(database)
    demo_people.equip(cards=cards, dry=dry)


def in_child(work: Callable[[], None]) -> None:
    """Run some work in a fork of this process: Django is set up once a process, for one role."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 - the fork ends here whatever happened
            traceback.print_exc()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    if ended != 0:
        raise RuntimeError("a step of the demo's data failed; what it said stands above")


def _replace(server: Server, *, name: str, template: str) -> None:
    drop(server, name=name)
    make_database(server, name=name, template=template)


def drop(server: Server, *, name: str) -> None:
    """Take a database away, with whoever is connected to it."""
    with closing(server.connect("postgres")) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_unfinished(server: Server) -> None:
    """What a broken run left behind."""
    with closing(server.connect("postgres")) as admin:
        left = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'building\\_%'").fetchall()
    for (name,) in left:
        drop(server, name=str(name))


def _drop_older(server: Server, *, than: str) -> None:
    """Data of earlier versions, which nobody will ask for again."""
    with closing(server.connect("postgres")) as admin:
        rows = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'demo\\_%'").fetchall()
    for (name,) in rows:
        if name != than:
            drop(server, name=str(name))


def _exists(server: Server, name: str) -> bool:
    with closing(server.connect("postgres")) as admin:
        return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _find_template(server: Server, *, version: str) -> str | None:
    """The newest data of this version; a day or two of age only moves the birthdays."""
    with closing(server.connect("postgres")) as admin:
        rows = admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY datname DESC",
            [f"demo_{version}_%"],
        ).fetchall()
    return str(rows[0][0]) if rows else None


def forget_files() -> None:
    """What belongs to the run before: its vault, gallery, uploads, station and printers."""
    for name in ("vault", "vault-copy", "gallery", "uploads", "station", "printing", "checkpoints"):
        shutil.rmtree(data_folder() / name, ignore_errors=True)
