"""The audit: entries a second with their numbers and hashes, against bare INSERTs of the same bytes; and what
it costs to export, check, search and list a long log.

    REKAM_DATA=/somewhere/fresh python -m benchmarks.audit [--entries 20000] [--long 1000000]

Makes a database of its own in that folder, with fsync on. `--long` adds a log of so many entries about as
many residents: sequencing it, a checkpoint, one person's history, `touched` for an officer who saw
everybody, export and fsck.
"""

import argparse
import resource
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rekam.config.database import running_database
from rekam.kernel.commands import set_up
from rekam.kernel.places import data_folder

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
BARE = (
    "CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, at timestamptz, actor text, action text, "
    'subjects jsonb, facts jsonb, purpose text, "case" text)'
)
LONG = """
INSERT INTO audit_entry (at, actor, action, subjects, facts, purpose, "case")
SELECT timestamptz '2026-11-24 00:00+07' + n * interval '80 milliseconds', 'yayan', 'registry.resident_seen',
       jsonb_build_array(uuid), '{}', 'service', 'A-' || n
FROM (SELECT uuid, row_number() OVER () AS n FROM registry_resident) AS people
"""
RESIDENTS = """
INSERT INTO registry_resident (uuid, nik, kk, area_code, full_name, name_key, sex, birth_place, birth_date,
  blood_group, religion, marital_status, ever_married, occupation, nationality, head_relation, mother_name,
  father_name, address, rt, rw, disability, status, ektp_status)
SELECT gen_random_uuid(), '3' || lpad(n::text, 15, '0'), '3' || lpad((n / 4)::text, 15, '0'),
  '36.73.02.1001', 'NAMA ' || n,
  'nama ' || n, 'P', 'SERANG', date '1990-01-01', '', 'ISLAM', 'KAWIN', true, 'PETANI', 'WNI', 'ISTRI', '',
  '', 'KP. BARU ' || n, '001', '001', '', 'active', 'UNREGISTERED'
FROM generate_series(1, %s) AS n
"""


def main() -> None:
    """Print one table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--entries", type=int, default=20_000)
    words.add_argument("--long", type=int, default=0)
    chosen = words.parse_args()
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate(["--without-backup"])
        set_up()
        append(chosen.entries)
        if chosen.long:
            long_log(chosen.long)


def append(number: int) -> None:
    """Entries a second: one and a hundred a transaction, bare and audited, sequencing included."""
    from django.db import connection, transaction

    from rekam.audit.rules import Purpose
    from rekam.audit.services import record, sequence_all

    subject, case = str(uuid.uuid4()), str(uuid.uuid4())

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                'INSERT INTO bare (at, actor, action, subjects, facts, purpose, "case") '
                "VALUES (%s, %s, %s, %s::jsonb, %s::jsonb, %s, %s)",
                [AT, "yayan", "registry.resident_seen", f'["{subject}"]', "{}", "service", case],
            )

    def audited() -> None:
        record(
            "registry.resident_seen",
            actor="yayan",
            at=AT,
            subjects=[subject],
            purpose=Purpose.SERVICE,
            case=case,
        )

    def in_transactions(write: Callable[[], None], *, of: int) -> float:
        started = time.perf_counter()
        for _ in range(number // of):
            with transaction.atomic():
                for _ in range(of):
                    write()
        return time.perf_counter() - started

    as_owner(BARE, "GRANT ALL ON bare TO rekam_app", "GRANT ALL ON SEQUENCE bare_id_seq TO rekam_app")
    sequence_all()
    print(f"{'entries a transaction':<24} {'bare/s':>9} {'audited/s':>10} {'of bare':>8} {'sequenced/s':>12}")
    for of in (1, 10, 100):
        peer = number / in_transactions(bare, of=of)
        written = in_transactions(audited, of=of)
        started = time.perf_counter()
        sequence_all()
        numbered = time.perf_counter() - started
        rate = number / (written + numbered)
        print(f"{of:<24} {peer:>9.0f} {rate:>10.0f} {rate / peer:>8.0%} {number / numbered:>12.0f}")


def as_owner(*statements: str) -> None:
    """What the application may not do."""
    import psycopg

    from rekam.kernel.roles import connection_settings

    told = connection_settings("rekam_migrate")
    with psycopg.connect(
        host=str(told["HOST"]),
        port=str(told["PORT"] or 5432),
        user="rekam_migrate",
        password=str(told["PASSWORD"]),
        dbname=str(told["NAME"]),
        autocommit=True,
    ) as owner:
        owner.execute("SET ROLE rekam_owner")
        for statement in statements:
            owner.execute(statement)


def long_log(number: int) -> None:
    """A long log, step by step."""
    from django.db import connection

    from rekam.audit import command, fsck, nodes
    from rekam.audit.queries import of_subjects
    from rekam.audit.services import sequence_all, sign_checkpoint
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.registry.models import Resident
    from rekam.vault.keys import checkpoint_keys, make_keys

    make_keys()
    with timed(f"{number} residents"), scope(EVERYWHERE), connection.cursor() as cursor:
        cursor.execute(RESIDENTS, [number])
    with (
        timed(f"{number} entries written in one statement"),
        scope(EVERYWHERE),
        connection.cursor() as cursor,
    ):
        cursor.execute(LONG)
    with timed("their numbers and hashes"):
        sequence_all()
    as_owner("ANALYZE audit_entry", "ANALYZE audit_leaf", "ANALYZE registry_resident")
    with timed("root of the whole log"):
        nodes.between(0, nodes.tree_size())
    for turn in ("first", "second"):
        with timed(f"{turn} checkpoint"):
            made = sign_checkpoint(seeds=checkpoint_keys(), at=datetime.now(UTC))
    with scope(EVERYWHERE):
        person = str(Resident.objects.values_list("uuid", flat=True).order_by("pk")[number // 2])
    with timed("one person's history"):
        assert len(of_subjects([person])) == 1
    touched(data_folder() / "touched.csv", number=number)
    for name in ("log.jsonl", "log.jsonl.gz"):
        file = data_folder() / name
        with timed(f"export {name}"):
            command.export(file)
        with timed(f"fsck {name}, {file.stat().st_size // 1_000_000} MB"):
            with fsck.opened(file) as lines:
                report = fsck.check(lines, known=[made])
            assert not report.found
            assert report.compared == 1
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory of this process: {most:.0f} MB")


def touched(file: Path, *, number: int) -> None:
    """`rekam audit touched` for an officer who saw everybody."""
    from datetime import date

    from rekam.config.touched import run

    day = date(2026, 11, 24)
    chosen = argparse.Namespace(officer="yayan", first=day, last=date(2026, 11, 30), out=file)
    with timed("touched: persons and fields of one officer"):
        run(chosen)
    with file.open() as lines:
        assert sum(1 for _ in lines) == number + 1


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took, and how much of it this process computed; PostgreSQL computes beside."""
    started, computed = time.perf_counter(), time.process_time()
    yield
    took, cpu = time.perf_counter() - started, time.process_time() - computed
    print(f"{what:<48} {took:>9.3f} s, of it {cpu:>8.3f} s of this process", flush=True)


if __name__ == "__main__":
    main()
