"""Whether migrating may be begun: room on the disk, and a backup to come back to."""

import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rekam.config.backup.status import Limits, Part
from rekam.config.migrating.steps import Step
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import cluster
from rekam.web.watch.backup import find_backups

MEGABYTE = 1024 * 1024
LEAST_FREE = 256 * MEGABYTE  # log and catalogue of steps that walk over no table
COPIES = 2  # a table is written anew beside itself, and the log holds it once more


def needed_bytes(steps: Sequence[Step]) -> int:
    """Room that the steps may take on the disk of the database until they are done."""
    return LEAST_FREE + COPIES * sum(size for step in steps for size in step.walks.values())


def find_disk() -> Path | None:
    """The folder of our own server's files; None where the database is somebody else's, far away maybe."""
    folder = None if os.environ.get("DATABASE_URL") else cluster(data_folder() / "postgres").folder
    return folder if folder is not None and folder.exists() else None


def check_room(steps: Sequence[Step], *, disk: Path | None) -> None:
    """Raises RuleBroken("migration_no_room") where the disk has too little; None is not looked at."""
    if disk is None or not steps:
        return
    free, needed = shutil.disk_usage(disk).free, needed_bytes(steps)
    if free < needed:
        raise RuleBroken("migration_no_room", free_mb=free // MEGABYTE, needed_mb=-(-needed // MEGABYTE))


def check_backup(*, at: datetime, limits: Limits | None = None) -> None:
    """Raises RuleBroken("migration_backup_stale") where base or log are too old for `rekam backup status`."""
    found, limits = find_backups(), limits or Limits()
    parts = (
        Part(name="base", since=found.base, limit=limits.base),
        Part(name="log", since=found.log, limit=limits.log),
    )
    for part in parts:
        if part.is_stale(at=at):
            age = "never" if part.since is None else f"{int((at - part.since).total_seconds() // 60)}m"
            raise RuleBroken("migration_backup_stale", part=part.name, age=age)
