"""kill -9 in the middle of an import: nothing half-taken, and starting again goes on."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rekam.accounts.rules import Role
from rekam.kernel.places import data_folder
from rekam.registry.bulk import command
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


def started(program: str, *words: str, database: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"REKAM_DATABASE": database, "REKAM_DATA": str(data_folder())}
    environment["DJANGO_SETTINGS_MODULE"] = "rekam.config.settings.test"
    environment["PYTHONPATH"] = "src"
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], env=environment, stderr=subprocess.DEVNULL
    )


def counted() -> tuple[int, int]:
    with office():
        return Resident.objects.count(), FamilyCard.objects.count()


@pytest.mark.parametrize("place", list(PLACES))
def test_a_killed_import_leaves_nothing_and_the_next_one_does_it_all(
    place: str,
    own_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    officer(Role.ADMINISTRATOR, username="adi")
    module, name, after = PLACES[place]
    content, _ = extract(residents=400)
    path = tmp_path / "daftar.csv"
    path.write_bytes(content)
    reached = tmp_path / "reached"
    program = PROGRAM.format(module=module, name=name, after=after)
    running = started(program, str(reached), str(path), database=own_database)
    for _ in range(600):
        if reached.exists():
            break
        assert running.poll() is None
        time.sleep(0.05)
    assert reached.exists()
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert counted() == (0, 0)

    monkeypatch.setattr(command, "set_up", lambda: None)
    again = ["residents", str(path), "--as-of", "2026-11-22", "--json"]
    assert command.main(again) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "applied"
    assert counted()[0] == content.count(b"\n") - 1
    with raw(own_database, role="rekam_load") as loader:
        left = loader.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'staging'").fetchone()
    assert left == (0,)

    assert command.main(again) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "same"
