"""`rekam import residents FILE`, `rekam import statuses FILE`: a list from SIAK, checked and taken over.

`rekam import prove FILE LINE` proves one of its lines (registry.bulk.proof_command).

An administrator's command on the server itself: it applies what it checked. `--preview` only compares; the
page /register/impor/ shows it, but nobody approves it there. For four eyes the list is sent in the page.
"""

import argparse
import getpass
import json
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from rekam.kernel.database import Scope
    from rekam.registry.bulk.columns import Layout
    from rekam.registry.bulk.models import Import
    from rekam.registry.bulk.rules import Kind


def main(arguments: list[str]) -> int:
    """0 = taken over, or nothing to do; 1 = refused, with its code on stderr."""
    if arguments[:1] == ["prove"]:
        from rekam.registry.bulk import proof_command

        return proof_command.main(arguments[1:])
    chosen = _words().parse_args(arguments)
    set_up()
    from django.conf import settings

    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day
    from rekam.registry.bulk import queries
    from rekam.registry.bulk.columns import NO_LAYOUT, read_mapping
    from rekam.registry.bulk.reading import sha256_of
    from rekam.registry.bulk.rules import Kind

    kind, actor = Kind(chosen.kind), _actor(chosen.by)
    layout = read_mapping(chosen.mapping) if chosen.mapping else NO_LAYOUT
    office = Scope.of(str(settings.REKAM_OFFICE_AREA))
    with scope(office):
        before = queries.find_same(
            kind=kind, sha256=sha256_of(chosen.file), layout=layout, as_of=chosen.as_of
        )
    if before is not None:
        _tell_same(before, as_json=chosen.json)
        return 0
    as_of = chosen.as_of or office_day(datetime.now(UTC))
    done = _run(chosen, kind=kind, layout=layout, as_of=as_of, office=office, actor=actor)
    _tell(done, chosen=chosen)
    return 0


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam import", description=__doc__)
    words.add_argument("kind", choices=("residents", "statuses"))
    words.add_argument("file", type=Path, metavar="FILE", help="CSV with SIAK's column names, .gz allowed")
    words.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DATE", help="day of the list; left out, today"
    )
    words.add_argument(
        "--mapping", type=Path, metavar="FILE", help="TOML or CSV: other names of columns, words"
    )
    words.add_argument("--by", metavar="USER", help="account written down; left out, the system's user")
    words.add_argument("--mark-gone", action="store_true", help="write down who is missing from the list")
    act = words.add_mutually_exclusive_group()
    act.add_argument("--commit", action="store_true", help="take it over (this is what happens anyway)")
    act.add_argument("--preview", action="store_true", help="compare only")
    words.add_argument("--json", action="store_true", help="counts as JSON on stdout")
    return words


def _actor(by: str | None) -> str:
    """Who is written down. Raises RuleBroken("import_by_unknown") for a name without an active account."""
    from rekam.accounts.queries import find_account

    if by is None:
        return f"{getpass.getuser()}@server"[:60]
    if find_account(by) is None:
        raise RuleBroken("import_by_unknown", by=by)
    return by


def _run(
    chosen: argparse.Namespace, *, kind: "Kind", layout: "Layout", as_of: date, office: "Scope", actor: str
) -> "Import":
    from rekam.kernel.commands import system_user
    from rekam.kernel.database import scope
    from rekam.registry.bulk import running, services

    with scope(office):
        one = services.receive(
            kind=kind,
            file_name=chosen.file.name,
            as_of=as_of,
            layout=layout,
            actor=actor,
            at=datetime.now(UTC),
            by_command=True,
            shell=system_user(),
            mark_gone=chosen.mark_gone,
        )
    steps = Steps()
    rejects = chosen.file.with_name(chosen.file.name + ".rejects.csv")
    row = running.check(one.uuid, path=chosen.file, rejects=rejects, told=steps.told)
    if chosen.preview or not _has_changes(row):
        steps.end()
        return row if chosen.preview else running.close_unchanged(one.uuid, at=datetime.now(UTC))
    steps.told("taking over")
    row = running.take_over_by_command(one.uuid, at=datetime.now(UTC))
    steps.end()
    return row


class Steps:
    """Says on stderr which step runs, and how long each took."""

    def __init__(self) -> None:
        self._name, self._since = "", time.monotonic()

    def told(self, name: str) -> None:
        """A step begins, so the one before is over."""
        self.end()
        self._name, self._since = name, time.monotonic()
        print(f"  {name} ...", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """The last step is over."""
        if self._name:
            print(f" {time.monotonic() - self._since:.1f} s", file=sys.stderr, flush=True)
        self._name = ""


def _has_changes(row: "Import") -> bool:
    return any(row.counts[key] for key in ("new", "changed")) or (row.mark_gone and bool(row.counts["gone"]))


def _tell_same(before: "Import", *, as_json: bool) -> None:
    told = f"This very file was taken over on {before.applied_at:%Y-%m-%d}: nothing changes."
    print(json.dumps({**before.counts, "state": "same", "import": str(before.uuid)}) if as_json else told)


def _tell(row: "Import", *, chosen: argparse.Namespace) -> None:
    counts = row.counts
    if chosen.json:
        print(json.dumps({**counts, "state": row.state, "import": str(row.uuid), "sha256": row.sha256}))
        return
    for key in ("rows", "accepted", "rejected", "new", "changed", "held", "gone", "same"):
        print(f"{counts[key]:>12,}  {key}")
    for name in ("rejects", "warnings"):
        for code, count in counts[name].items():
            print(f"{count:>12,}  {name[:-1]}: {code}")
    if counts["rejected"]:
        print(f"rejected lines: {chosen.file.name}.rejects.csv")
    if row.state == "ready":
        print("nothing was changed; run it without --preview, or send the list in the page for approval")
