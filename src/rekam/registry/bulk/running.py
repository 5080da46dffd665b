"""The long part of an import: its check, and its merge into the register."""

import csv
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from rekam.kernel.database import loading
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder
from rekam.registry.bulk import resident_merge, rules, staging, status_merge
from rekam.registry.bulk.checking import Checked, checked
from rekam.registry.bulk.columns import Layout
from rekam.registry.bulk.forgetting import forget_staging
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.proof import root_of
from rekam.registry.bulk.rejects import write_rejects
from rekam.registry.bulk.rules import Kind, State
from rekam.registry.bulk.samples import sample_of
from rekam.registry.bulk.steps import audit, forget_file, locked, move, step
from rekam.registry.canaries.services import look_all, make_way_for_register

Told = Callable[[str], None]
TOLD = ("rows", "accepted", "rejected", "new", "changed", "held", "gone", "root")  # counts that the audit has
A_DAY = 86_400  # seconds; no check takes that long


def check(
    one: uuid.UUID, *, path: Path, rejects: Path, told: Told = lambda _step: None, because: str = ""
) -> Import:
    """Check a file, stage it and compare it with the register; nothing of the register changes.

    rejects   where the list of rejected lines goes
    because   the code for which an approved import is checked again; it has to be approved again too
    A file that cannot be read ends as UNREADABLE with its code. Doing it again replaces what was staged.
    Raises RuleBroken("not_found" | "import_step_not_allowed" | "import_running").
    """
    row = step(one, to=State.CHECKING, code=because, decided_by="", decided_at=None)
    layout = Layout(columns=row.layout["columns"], values=row.layout["values"])
    try:
        with (
            _private_folder() as folder,
            checked(
                path,
                kind=Kind(row.kind),
                layout=layout,
                office=row.area_code,
                as_of=row.as_of,
                folder=folder,
                told=told,
            ) as found,
        ):
            return _staged(row, found, rejects=rejects, told=told)
    except RuleBroken as broken:
        if broken.code != "import_running":
            _close_unreadable(one, code=broken.code)
        raise
    except (duckdb.Error, csv.Error) as error:
        _close_unreadable(one, code="import_file_unreadable")
        raise RuleBroken("import_file_unreadable") from error


def _close_unreadable(one: uuid.UUID, *, code: str) -> None:
    step(one, to=State.UNREADABLE, code=code)
    forget_file(one)


def _staged(row: Import, found: Checked, *, rejects: Path, told: Told) -> Import:
    counts: dict[str, object] = {"rows": found.rows}
    told("staging")
    with loading():
        staging.alone()
        _close_interrupted(besides=row)
        staging.drop(row.uuid)
        staging.stage(row.uuid, found)
        told("comparing")
        first = _compare(row, fields=found.fields, found=found)
        counts |= staging.counted(row.uuid, first=first) | {"first": first}
        counts["diff"] = staging.hash_of_diff(row.uuid, first=first)
        sample = sample_of(row.uuid, kind=Kind(row.kind), first=first)
    told("rejects")
    counts["root"] = root_of(found)
    write_rejects(found, to=rejects)
    look_all(niks=found.possible_canaries(), actor=row.sent_by, at=row.sent_at)
    counts |= {"rejects": dict(found.rejects), "warnings": dict(found.warnings)}
    counts["rejected"] = sum(found.rejects.values())
    counts["accepted"] = found.rows - sum(found.rejects.values())
    ready = {"sha256": found.source.sha256, "counts": counts, "sample": sample}
    return step(row.uuid, to=State.READY, **ready)


def _compare(row: Import, *, fields: tuple[str, ...], found: Checked | None = None) -> bool:
    """Make the diff; whether the register is empty, so that there is nothing to compare with."""
    if row.kind == Kind.STATUSES:
        status_merge.compare(row.uuid, office=row.area_code, as_of=row.as_of)
    elif staging.register_is_empty():
        return True
    else:
        resident_merge.compare(row.uuid, fields=fields, as_of=row.as_of)
    if found is not None:
        for verdict, code in rules.UNTAKEN.items():
            found.add_rejects(staging.untaken(row.uuid, verdict=verdict), code=code)
    return False


def apply(one: uuid.UUID, *, actor: str, at: datetime) -> Import:
    """Take an approved import over into the register: one transaction, with its audit entry.

    Raises RuleBroken("not_found" | "import_step_not_allowed" | "import_running" | "import_staging_gone" |
    "import_check_outdated" | "import_register_moved"); of these the last three want a new check, and
    nothing has changed.
    """
    with loading():
        staging.alone()
        row = locked(one)
        rules.check_step(state=State(row.state), to=State.APPLIED)
        if not staging.is_staged(one):
            raise RuleBroken("import_staging_gone")
        if not row.counts.keys() >= set(TOLD):
            raise RuleBroken("import_check_outdated")
        fields = staging.fields_of(one)
        first = _compare(row, fields=fields)
        if staging.hash_of_diff(one, first=first) != row.counts.get("diff"):
            raise RuleBroken("import_register_moved")
        _merge(row, fields=fields, first=first, actor=actor, at=at)
        staging.drop(one)
        row = move(row, to=State.APPLIED, applied_at=at, sample={})
        told = {key: row.counts[key] for key in TOLD}
        audit("applied", row, actor=actor, at=at, sha256=row.sha256, marked_gone=row.mark_gone, **told)
    forget_file(one)
    make_way_for_register(actor=actor, at=at)
    return row


def _merge(row: Import, *, fields: tuple[str, ...], first: bool, actor: str, at: datetime) -> None:
    if row.kind == Kind.STATUSES:
        status_merge.merge(row.uuid, actor=actor, at=at)
    elif first:
        resident_merge.add_all(row.uuid, fields=fields, as_of=row.as_of)
    else:
        resident_merge.merge(
            row.uuid, fields=fields, as_of=row.as_of, actor=actor, at=at, mark_gone=row.mark_gone
        )


def take_over_by_command(one: uuid.UUID, *, at: datetime) -> Import:
    """Apply an administrator's import on the server itself: nobody else stands between (decision 0020).

    Raises what `apply` raises.
    """
    row = step(one, to=State.APPROVED)
    return apply(one, actor=row.sent_by, at=at)


def close_unchanged(one: uuid.UUID, *, at: datetime) -> Import:
    """Close an administrator's import that changes nothing, as one that was applied."""
    row = step(one, to=State.APPROVED)
    with loading():
        staging.alone()
        staging.drop(one)
        row = move(locked(one), to=State.APPLIED, applied_at=at, sample={})
        told = {key: row.counts[key] for key in ("rows", "accepted", "root")}
        audit("applied", row, actor=row.sent_by, at=at, sha256=row.sha256, changed=0, **told)
    return row


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder for one check; those that a kill left a day ago go."""
    around = private_folder(data_folder() / "imports")
    with tempfile.TemporaryDirectory(dir=around, prefix="work-") as folder:
        for left in around.glob("work-*"):
            if left.stat().st_mtime < Path(folder).stat().st_mtime - A_DAY:
                shutil.rmtree(left, ignore_errors=True)
        yield Path(folder)


def _close_interrupted(*, besides: Import) -> None:
    """What earlier commands left is over: killed ones, and previews that this list replaces.

    Staging that nobody needs any more goes.
    """
    open_ones = Import.objects.filter(state__in=rules.STAGED).exclude(pk=besides.pk)
    if besides.by_command:
        left = open_ones.filter(by_command=True)
        left.filter(state=State.READY).update(state=State.REFUSED, sample={})
        left.exclude(state=State.READY).update(state=State.UNREADABLE, code="import_interrupted", sample={})
    forget_staging()
