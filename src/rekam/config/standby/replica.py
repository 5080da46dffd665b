"""What is asked of PostgreSQL: role and slot at the first, a replica at the second. By its own programs."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from psycopg import sql

from rekam.config.backup.server import Connection, way_in
from rekam.config.standby.place import WayIn
from rekam.kernel.errors import RuleBroken
from rekam.kernel.postgres import Cluster
from rekam.kernel.roles import Server

NAME: Final = "rekam_standby"
# What the first one's silence is: it answers a question within two seconds, and has said nothing for four.
SETTINGS: Final[Mapping[str, str]] = {
    "hot_standby": "on",
    "wal_receiver_status_interval": "1s",
    "wal_receiver_timeout": "4s",
    "wal_retrieve_retry_interval": "1s",
}
LIVES_WITHIN: Final = "3 seconds"
LONG: Final = 3600  # seconds that a replica may read its log before it answers
# Our own statements do not wait for the second machine: without it the first must still start.
NOT_WAITING: Final = ("rekam_root", "rekam_migrate")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the first one's server says of the replica.

    replied   by the replica's own clock: good for seeing that it changes, and for nothing else
    behind    bytes of the log that were written and not yet replayed there
    waits     whether commits wait for it
    """

    streaming: bool
    replied: str
    behind: int
    waits: bool


def make_way_in(server: Server, *, major: int) -> WayIn:
    """Make role and slot, or give the role a new password; an older slot goes on."""
    password = secrets.token_urlsafe(24)
    with server.connect("postgres") as admin:
        known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone()
        words = sql.SQL(
            "{} ROLE {} LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}"
        )
        verb = sql.SQL("ALTER" if known else "CREATE")
        admin.execute(words.format(verb, sql.Identifier(NAME), sql.Literal(password)))
        for role in NOT_WAITING:
            admin.execute(
                sql.SQL("ALTER ROLE {} SET synchronous_commit = local").format(sql.Identifier(role))
            )
        admin.execute(
            "SELECT pg_create_physical_replication_slot(%s, true) WHERE NOT EXISTS "
            "(SELECT 1 FROM pg_replication_slots WHERE slot_name = %s)",
            [NAME, NAME],
        )
    return WayIn(password=password, major=major)


def leave(server: Server) -> None:
    """Hold nothing back for a replica any more, and let no commit wait for it."""
    with server.connect("postgres") as admin:
        _wait_for(admin, "")
        admin.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots "
            "WHERE slot_name = %s AND NOT active",
            [NAME],
        )


def told(admin: Connection) -> Told:
    """How the replica stands, seen from the first."""
    row = admin.execute(
        "SELECT coalesce(max(state), ''), coalesce(max(reply_time)::text, ''), "
        "coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0)::bigint, "
        "current_setting('synchronous_standby_names') FROM pg_stat_replication WHERE application_name = %s",
        [NAME],
    ).fetchone()
    assert row is not None
    return Told(
        streaming=row[0] == "streaming",
        replied=str(row[1]),
        behind=max(0, int(str(row[2]))),
        waits=bool(row[3]),
    )


def wait_for_it(admin: Connection, *, waits: bool) -> None:
    """Let commits wait until the replica has them on its disk, or no longer."""
    _wait_for(admin, NAME if waits else "")


def make_replica(own: Cluster, *, socket: str, way: WayIn, password: str) -> None:
    """Copy the first one's database beside, so that it follows from then on.

    socket     the folder of the first one's socket, as it lies here
    password   the administrator's, which is the same in a copy
    Raises RuleBroken("restore_other_postgres" | "restore_not_empty" | "database_program_failed").
    """
    if way.major != own.major:
        raise RuleBroken("restore_other_postgres", backup=way.major, here=own.major)
    data = own.prepare(password=password)
    own.hand_over(own.folder)
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    reach = f"host={_quoted(socket)} port=5432 user={NAME} application_name={NAME} connect_timeout=5"
    try:
        _copied(own, into=fresh, reach=reach, password=way.password)
        with (fresh / "postgresql.auto.conf").open("a") as settings:
            settings.write("synchronous_standby_names = ''\n")  # what the first one waits for is its own
        own.hand_over(fresh)
        fresh.rename(data)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def is_replica(own: Cluster) -> bool:
    """Whether a running server follows another one."""
    with way_in(own).connect("postgres") as admin:
        return admin.execute("SELECT pg_is_in_recovery()").fetchone() == (True,)


def first_lives(own: Cluster) -> bool:
    """Whether the replica heard of the first one in the last three seconds."""
    with way_in(own).connect("postgres") as admin:
        row = admin.execute(
            "SELECT count(*) > 0 FROM pg_stat_wal_receiver WHERE status = 'streaming' "
            "AND last_msg_receipt_time > clock_timestamp() - %s::interval",
            [LIVES_WITHIN],
        ).fetchone()
    return row == (True,)


def take_over(own: Cluster, *, seconds: int = 60) -> None:
    """Let the replica write, on a timeline of its own. Raises RuleBroken("standby_not_promoted")."""
    with way_in(own).connect("postgres") as admin:
        admin.execute("ALTER SYSTEM RESET synchronous_standby_names")
        if admin.execute("SELECT pg_promote(true, %s)", [seconds]).fetchone() != (True,):
            raise RuleBroken("standby_not_promoted", log=str(own.folder / "server.log"))


def _wait_for(admin: Connection, name: str) -> None:
    admin.execute(sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}").format(sql.Literal(name)))
    admin.execute("SELECT pg_reload_conf()")


def _copied(own: Cluster, *, into: Path, reach: str, password: str) -> None:
    words = (
        "--pgdata",
        str(into),
        "--dbname",
        reach,
        "--no-password",
        "--slot",
        NAME,
        "--write-recovery-conf",
    )
    how = ("--wal-method", "stream", "--checkpoint", "fast", "--manifest-checksums", "SHA256")
    done = subprocess.run(  # noqa: S603 - the words are ours
        [str(own.binaries / "bin" / "pg_basebackup"), *words, *how],
        env={**os.environ, "PGPASSWORD": password, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace")[-400:]
        raise RuleBroken("database_program_failed", program="pg_basebackup", said=said)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
