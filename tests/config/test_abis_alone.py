"""The ABIS alone: what it loads, and what happens when its worker ends."""

import os
import subprocess
import sys
from typing import cast

import pytest

from rekam.config import abis_serve
from rekam.config.abis_serve import QUEUE, WEB, WORKER
from rekam.config.processes import Family

ALONE = """
import django; django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
call_command("check")
ours = {name for name, _ in MigrationLoader(None).graph.nodes}
print(sorted(ours), settings.LANGUAGE_CODE, [code for code, _ in settings.LANGUAGES])
"""
ENGINE = "import sys; sys.modules['django'] = None; import rekam.abis.engine, rekam.abis.engine.formats"


def told(words: str, **variables: str) -> str:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | variables
    done = subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_it_has_tables_of_few_rooms_and_speaks_english() -> None:
    tables = ["abis", "accounts", "audit", "auth", "axes", "contenttypes", "sessions"]

    said = told(ALONE, DJANGO_SETTINGS_MODULE="rekam.config.settings.abis")
    assert said.splitlines()[-1] == f"{tables} en ['en']"


def test_the_engine_is_imported_without_django() -> None:
    assert told(ENGINE) == ""


class Ends(Family):
    """A family whose children end in a given order."""

    def __init__(self, *names: str | None) -> None:
        super().__init__()
        self.left, self.started = list(names), cast(list[str], [])

    def wait(self, *, switch: object = ()) -> str | None:  # noqa: ARG002 - as the family's own
        return self.left.pop(0)

    def again(self, name: str) -> None:
        self.started.append(name)


def test_a_worker_that_ends_is_started_again_and_a_door_that_ends_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(abis_serve, "PAUSE_SECONDS", 0)
    for ends, ended, started in (
        ([WORKER, QUEUE, None], None, 2),
        ([WORKER, WEB], WEB, 1),
        ([WORKER] * abis_serve.MOST_ENDS, WORKER, abis_serve.MOST_ENDS),
    ):
        family = Ends(*ends)
        assert abis_serve._wait(family) == ended
        assert family.started == ends[:started]
