"""Reads all numbers of the server at a moment: counts and ages of the whole server, of nobody."""

import shutil
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from rekam.audit import queries as audit
from rekam.devices.kits import queries as kits
from rekam.enrolment.operations import queries as operations
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.places import data_folder
from rekam.messages import queries as messages
from rekam.vault import queries as vault
from rekam.web.watch import metrics, requests
from rekam.web.watch.backup import find_backups
from rekam.web.watch.rules import age
from rekam.web.watch.standby import find_standby

SILENT_AFTER: Final = timedelta(days=14)
FAILED_WITHIN: Final = timedelta(days=1)
Numbers = dict[str, float]


def numbers(*, at: datetime) -> Mapping[str, float]:
    """Every series with its number: 14 statements, none of which walks over all recordings."""
    began = time.perf_counter()
    with scope(EVERYWHERE):
        found = {**_of_work(at), **_of_rooms(at), **_of_audit(at)}
    found |= {**_of_places(), **_of_backups(at), **_of_standby(at), **requests.counted()}
    return found | {"rekam_reading_seconds": time.perf_counter() - began}


def _of_work(at: datetime) -> Numbers:
    queues = operations.queues(at=at)
    pulse = operations.pulse(at=at, failed_since=at - FAILED_WITHIN)
    return {
        "rekam_workers": pulse.workers,
        "rekam_jobs_failed": pulse.jobs_failed,
        **{metrics.series("rekam_queue_length", stage=one.stage): one.count for one in queues},
        **{
            metrics.series("rekam_queue_oldest_seconds", stage=one.stage): _age(one.oldest or at, at=at)
            for one in queues
        },
        "rekam_dead_letters": pulse.dead,
        "rekam_stuck_records": pulse.stuck,
        "rekam_late_records": pulse.late,
    }


def _of_rooms(at: datetime) -> Numbers:
    active, silent = kits.stations_heard(since=at - SILENT_AFTER)
    return {
        "rekam_messages_overdue_seconds": _age(messages.oldest_due(at=at) or at, at=at),
        "rekam_stations": active,
        "rekam_stations_not_seen": silent,
    }


def _of_audit(at: datetime) -> Numbers:
    state = audit.log_state()
    signed = state.last.at if state.last else audit.first_moment() or at
    return {
        "rekam_audit_alarm": int(state.alarm is not None),
        "rekam_audit_entries": state.size,
        "rekam_audit_checkpoint_age_seconds": _age(signed, at=at),
        "rekam_audit_waiting_seconds": _age(audit.oldest_waiting() or at, at=at),
    }


def _of_backups(at: datetime) -> Numbers:
    told = find_backups()
    return {
        "rekam_backup_base_age_seconds": _age(told.base, at=at),
        "rekam_backup_wal_age_seconds": _age(told.log, at=at),
    }


def _of_standby(at: datetime) -> Numbers:
    """Nothing where there is to be no second machine."""
    told = find_standby()
    if told is None:
        return {}
    return {
        "rekam_standby_behind_seconds": _age(told.whole, at=at),
        "rekam_standby_behind_bytes": told.behind,
    }


def _of_places() -> Numbers:
    places = {"data": data_folder(), **vault.places()}
    free = {name: _free_share(path) for name, path in places.items()}
    return {
        "rekam_vault_media_away": vault.media_away(),
        **{metrics.series("rekam_disk_free_share", place=name): share for name, share in free.items()},
    }


def _free_share(path: Path) -> float:
    """Of the disk on which a folder lies, or will lie once it is made."""
    there = next(one for one in (path, *path.parents) if one.exists())
    usage = shutil.disk_usage(there)
    return usage.free / usage.total


def _age(since: datetime | None, *, at: datetime) -> float:
    return age(None if since is None else (at - since).total_seconds())
