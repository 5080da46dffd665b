"""`rekam fsck FILE`: check an exported log with nothing but this file and its checkpoints.

Needs no database, no Django and no trust in whoever wrote the export.
"""

import argparse
import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

from rekam.audit import checkpoints
from rekam.audit.checkpoints import Checkpoint, PublicKey
from rekam.audit.tree import Frontier, entry_bytes, leaf_hash
from rekam.kernel.errors import RuleBroken

MOST_TOLD = 20
NO_EXPORT = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, RecursionError, RuleBroken)
NOT_COMPARED = (
    "Not compared with any checkpoint: a log that was cut at its end, set back or written anew as a whole "
    "would look the same. Give --checkpoints."
)


@dataclass
class Report:
    """What was found. `compared` counts the checkpoints whose root is the log's root at their size."""

    size: int = 0
    root: str = ""
    waiting: int = 0
    compared: int = 0
    last: Checkpoint | None = None
    found: int = 0
    problems: list[str] = field(default_factory=list)

    def blame(self, sentence: str) -> None:
        """Count a problem, and keep the first ones in words."""
        self.found += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(sentence)


def main(arguments: list[str]) -> int:
    """0 = sound; 1 = something was changed, removed, added or set back; 2 = not an exported log."""
    words = argparse.ArgumentParser(prog="rekam fsck", description=__doc__)
    words.add_argument("file", type=Path, help="of `rekam audit export`; .gz is read too")
    words.add_argument(
        "--checkpoints",
        type=Path,
        action="append",
        default=[],
        help="the signed checkpoints, from where others keep them; again for those of somebody else",
    )
    words.add_argument(
        "--key",
        action="append",
        default=[],
        help="the log's public key (`rekam audit key`), to check their signatures; again for an older one",
    )
    chosen = words.parse_args(arguments)
    try:
        known = [checkpoints.read_file(path.read_text(encoding="utf-8")) for path in chosen.checkpoints]
        keys = [checkpoints.read_key(text) for text in chosen.key]
        with opened(chosen.file) as file:
            report = check(file, known=known, keys=keys)
    except (
        OSError,
        EOFError,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        RuleBroken,
    ) as error:
        print(f"rekam fsck: this is not an exported log: {error}", file=sys.stderr)
        return 2
    for sentence in told(report, known=known, keys=keys):
        print(sentence)
    return 1 if report.found else 0


def check(
    lines: Iterable[str], *, known: Sequence[Sequence[Checkpoint]] = (), keys: Sequence[PublicKey] = ()
) -> Report:
    """Read an export once, in bounded memory, and compare it with every checkpoint on the way.

    known   a file of checkpoints for each who kept some: an office that shows two of them two logs is found
            where these are compared with one export
    keys    the log's, with which any of the checkpoints may be signed
    Raises ValueError, KeyError or TypeError for what is no export at all.
    """
    report, tree = Report(), Frontier()
    for one in known:
        _check_signatures(one, keys=keys, report=report)
    due = sorted((one for kept in known for one in kept), key=lambda checkpoint: checkpoint.size)
    passed = _compare(due, 0, tree=tree, report=report)
    head: dict[str, Any] | None = None
    for number, text in enumerate(lines):
        line = _read(text, number=number, report=report)
        if head is not None:
            report.blame(f"line {number + 1} stands after the head")
        elif "leaf" in line:
            _add(line, tree=tree, report=report)
            passed = _compare(due, passed, tree=tree, report=report)
        elif "waiting" in line:
            report.waiting += 1
        else:
            head = line
    _close(head, tree=tree, report=report)
    for checkpoint in due[passed:]:
        report.blame(
            f"the checkpoint of {checkpoint.at.isoformat()} knows {checkpoint.size} entries, the log holds "
            f"{tree.size}: it was cut or set back"
        )
    return report


def _read(text: str, *, number: int, report: Report) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(text)
    # One text for one line: nothing can hide in a second key of the same name.
    if as_line(line) != text.rstrip("\n"):
        report.blame(f"line {number + 1} is not written as an export writes it")
    return line


def as_line(line: dict[str, Any]) -> str:
    """A line of an export: JSON with sorted keys."""
    return json.dumps(line, ensure_ascii=False, sort_keys=True)


def _add(line: dict[str, Any], *, tree: Frontier, report: Report) -> None:
    number = tree.size
    if report.waiting:
        report.blame(f"leaf {line['leaf']} stands behind entries that wait for their number")
    if set(line) != {"leaf", "hash", "entry"}:
        report.blame(f"leaf {line['leaf']} holds something that its hash does not cover")
    if line["leaf"] != number:
        report.blame(f"leaf {number} is not here: the file goes on with {line['leaf']}")
    computed = leaf_hash(entry_bytes(line["entry"]))
    if line["hash"] != computed.hex():
        report.blame(f"leaf {number} does not match its hash")
    tree.add(computed)


def _compare(due: Sequence[Checkpoint], passed: int, *, tree: Frontier, report: Report) -> int:
    """Compare the checkpoints of just this size; how many are passed now."""
    while passed < len(due) and due[passed].size == tree.size:
        checkpoint = due[passed]
        passed += 1
        if checkpoint.root == tree.root():
            report.compared += 1
            report.last = checkpoint
            continue
        report.blame(
            f"the first {checkpoint.size} entries are not those of the checkpoint of "
            f"{checkpoint.at.isoformat()}: they were written anew"
        )
    return passed


def _close(head: dict[str, Any] | None, *, tree: Frontier, report: Report) -> None:
    report.size, report.root = tree.size, tree.root().hex()
    if head is None:
        report.blame("there is no head: the file was cut")
        return
    if head["size"] != tree.size:
        report.blame(f"the head speaks of {head['size']} entries, the file holds {tree.size}")
    if head["root"] != report.root:
        report.blame("the root does not match the entries")
    if head["not_sequenced"] != report.waiting:
        report.blame(f"the head speaks of {head['not_sequenced']} waiting entries, here are {report.waiting}")


def _check_signatures(known: Sequence[Checkpoint], *, keys: Sequence[PublicKey], report: Report) -> None:
    for before, after in pairwise(known):
        if after.size < before.size or after.at < before.at:
            report.blame(f"the checkpoints go back at {after.at.isoformat()}")
    for checkpoint in known:
        if keys and not any(checkpoints.is_by(checkpoint, key) for key in keys):
            report.blame(f"the checkpoint of {checkpoint.at.isoformat()} is not signed by this key")


def told(
    report: Report, *, known: Sequence[Sequence[Checkpoint]], keys: Sequence[PublicKey]
) -> Iterator[str]:
    """The report in sentences: what is wrong, or what is sound and what that rests on."""
    yield from report.problems
    if report.found:
        more = report.found - len(report.problems)
        yield f"{report.found} problems{f', {more} of them not shown' if more else ''}: NOT SOUND"
        return
    yield f"{report.size} entries, root {report.root}: sound in itself"
    if report.waiting:
        yield f"{report.waiting} entries wait for their number: nothing proves these yet"
    if not any(known):
        yield NOT_COMPARED
        return
    last = report.last
    after = report.size - last.size if last else report.size
    yield f"{report.compared} checkpoints agree; {after} entries came after the last one"
    if not keys:
        yield "The checkpoints' signatures were not checked. Give --key."


def opened(path: Path) -> TextIO:
    """An export's lines, unpacked where it is gzip."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")
