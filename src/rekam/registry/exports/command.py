"""`rekam exports trace FILE`: from which export a leaked file came. `rekam exports forget`: drop old rows."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rekam.registry.exports.tracing import Trace


def main(arguments: list[str]) -> int:
    """trace: 0 = an export was found, 1 = none. forget: 0 = done."""
    chosen = _words().parse_args(arguments)
    from rekam.kernel.commands import set_up

    set_up()
    if chosen.what == "forget":
        return forget()
    try:
        text = chosen.file.read_bytes().decode("utf-8", errors="replace")
    except OSError as error:
        print(f"rekam exports: {chosen.file} cannot be read: {error.strerror}", file=sys.stderr)
        return 1
    found = trace_text(text)
    for line in told(found):
        print(line)
    return 0 if found else 1


def forget() -> int:
    """Take the rows of expired exports out of the vault."""
    from rekam.kernel.commands import system_user
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.registry.exports.services import forget_exports

    now = datetime.now(UTC)
    with scope(EVERYWHERE):
        number = len(forget_exports(before=now, actor=system_user(), at=now))
    print(f"{number} files forgotten")
    return 0


def trace_text(text: str) -> "list[Trace]":
    """The exports that something in a file speaks for, the likeliest first."""
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.registry.canaries.services import exports_of
    from rekam.registry.exports import contents, tracing
    from rekam.registry.exports.marks import Marks
    from rekam.registry.exports.models import Export

    left = tracing.read(text)
    with scope(EVERYWHERE):
        known = (
            tracing.Known(row.uuid, Marks.from_bytes(bytes(row.marks)))
            for row in Export.objects.exclude(marks=b"").only("uuid", "marks").iterator()
        )
        return tracing.trace(
            left,
            exports=known,
            canaries=exports_of(left.niks),
            key=contents.mark_key(),
        )


def told(found: "list[Trace]") -> list[str]:
    """The finding in words, a line an export."""
    if not found:
        return ["no export of this installation"]
    return [
        f"{'certain ' if one.is_certain else 'possible'} {one.export}: {one.canaries} canaries, "
        f"{one.codes} row codes, {one.people} people of it, {one.in_order} % in its order"
        + (", named in the head" if one.named else "")
        for one in found
    ]


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam exports", description=__doc__)
    kinds = words.add_subparsers(dest="what", required=True)
    trace = kinds.add_parser("trace", help="say from which export a file came")
    trace.add_argument("file", type=Path)
    kinds.add_parser("forget", help="take the rows of expired exports out of the vault")
    return words
