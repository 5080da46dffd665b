"""kill -9 in the middle of an import: nothing half-taken, and starting again goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rekam.accounts.rules import Role
from rekam.kernel.places import data_folder
from rekam.registry.models import FamilyCard, Resident
from tests.conftest import raw
from tests.personas import officer
from tests.registry.bulk.lists import extract, office

# Stops where it is told to, so that the kill comes exactly there.
PROGRAM = """
import sys, time
from pathlib import Path
from rekam.kernel.commands import set_up
set_up()
from rekam.registry.bulk import {module}
inside = {module}.{name}
def stopped(*given, **named):
    found = inside(*given, **named) if {after} else None
    Path(sys.argv[1]).touch()
    time.sleep(60)
    return found
{module}.{name} = stopped
from rekam.registry.bulk.command import main
main(["residents", sys.argv[2], "--as-of", "2026-11-22", "--by", "adi"])
"""
PLACES = {
    "while the lines are staged": ("staging", "_copy", True),
    "after the check, before the merge": ("running", "take_over_by_command", False),
    "in the merge, before the indexes": ("resident_merge", "_insert", True),
    "in the merge, before the audit": ("running", "audit", False),
}


def started(*words: str, database: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"REKAM_DATABASE": database, "REKAM_DATA": str(data_folder())}
    environment["DJANGO_SETTINGS_MODULE"] = "rekam.config.settings.test"
    environment["PYTHONPATH"] = "src"
    return subprocess.Popen(
        [sys.executable, *words], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.PIPE
    )


def counted() -> tuple[int, int]:
    with office():
        return Resident.objects.count(), FamilyCard.objects.count()


@pytest.mark.parametrize("place", list(PLACES))
def test_a_killed_import_leaves_nothing_and_the_next_one_does_it_all(
    place: str, own_database: str, tmp_path: Path
) -> None:
    officer(Role.ADMINISTRATOR, username="adi")
    module, name, after = PLACES[place]
    content, _ = extract(residents=400)
    (tmp_path / "daftar.csv").write_bytes(content)
    reached = tmp_path / "reached"
    program = PROGRAM.format(module=module, name=name, after=after)
    running = started("-c", program, str(reached), str(tmp_path / "daftar.csv"), database=own_database)
    for _ in range(600):
        if reached.exists():
            break
        assert running.poll() is None
        time.sleep(0.05)
    assert reached.exists()
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert counted() == (0, 0)

    words = ("-c", "import sys; from rekam.registry.bulk.command import main; sys.exit(main(sys.argv[1:]))")
    again = started(
        *words,
        "residents",
        str(tmp_path / "daftar.csv"),
        "--as-of",
        "2026-11-22",
        "--json",
        database=own_database,
    )
    said, _ = again.communicate(timeout=60)
    assert again.returncode == 0
    assert b'"state": "applied"' in said
    assert counted()[0] == content.count(b"\n") - 1
    with raw(own_database, role="rekam_load") as loader:
        assert loader.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'staging'").fetchone() == (
            0,
        )

    third = started(
        *words,
        "residents",
        str(tmp_path / "daftar.csv"),
        "--as-of",
        "2026-11-22",
        "--json",
        database=own_database,
    )
    assert b'"state": "same"' in third.communicate(timeout=60)[0]
