"""`rekam coverage ikd import FILE`: activations of IKD, or days of socialisation, from a CSV."""

import argparse
import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rekam.kernel.commands import set_up

if TYPE_CHECKING:
    from rekam.coverage.ikd.reading import Read
    from rekam.coverage.ikd.services import Taken


def main(arguments: list[str]) -> int:
    """Take over the sound lines and tell the others; 0 = every line taken, 1 = some were refused."""
    words = argparse.ArgumentParser(prog="rekam coverage ikd", description=__doc__)
    words.add_argument("action", choices=["import"])
    words.add_argument("file", type=Path, metavar="FILE")
    words.add_argument(
        "--by", default=f"{getpass.getuser()}@server", metavar="USER", help="who is written down"
    )
    words.add_argument("--check", action="store_true", help="read only, take nothing")
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args(arguments)
    set_up()
    found, taken = take(
        chosen.file.read_bytes(), actor=chosen.by[:60], at=datetime.now(UTC), only_check=chosen.check
    )
    print(json.dumps(as_json(found, taken), ensure_ascii=False) if chosen.json else as_text(found, taken))
    return 1 if found.rejects else 0


def take(content: bytes, *, actor: str, at: datetime, only_check: bool) -> "tuple[Read, Taken | None]":
    """Read a file for the whole office and take over its sound lines, unless it is only checked.

    Raises RuleBroken: what `reading.text_of` and `reading.read` raise.
    """
    from django.conf import settings

    from rekam.coverage.ikd.reading import read, text_of
    from rekam.coverage.ikd.services import take_counts, take_sessions
    from rekam.kernel.database import Scope, scope
    from rekam.kernel.installation import office_day

    office = Scope.of(str(settings.REKAM_OFFICE_AREA))
    with scope(office):
        found = read(text_of(content), today=office_day(at), is_ours=office.contains)
        if only_check:
            return found, None
        if found.sessions:
            return found, take_sessions(found.sessions, actor=actor, at=at)
        return found, take_counts(found.counts, actor=actor, at=at)


def as_json(found: "Read", taken: "Taken | None") -> dict[str, object]:
    """What became of the lines, under stable names (docs/how-to/ikd-figures.md)."""
    from rekam.coverage.ikd.words import FAULTS

    told = [asdict(one) | {"sentence": str(FAULTS[one.code])} for one in found.rejects]
    return {**(asdict(taken) if taken else {}), "rejected": len(told), "rejects": told}


def as_text(found: "Read", taken: "Taken | None") -> str:
    """The same for a terminal."""
    from rekam.coverage.ikd.words import FAULTS

    lines = [f"{count:>8,}  {name}" for name, count in asdict(taken).items()] if taken else []
    lines.append(f"{len(found.rejects):>8,}  rejected")
    lines += [f"line {one.line}, {one.column}: {one.code}: {FAULTS[one.code]}" for one in found.rejects]
    return "\n".join(lines)
