"""`rekam fsck FILE`: check an exported log with nothing but this file. Needs no database and no Django."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from rekam.audit.tree import entry_bytes, leaf_hash, root_hash


def main(arguments: list[str]) -> int:
    """0 = every hash and the root are right; 1 = something was changed, removed or added."""
    words = argparse.ArgumentParser(prog="rekam fsck", description=__doc__)
    words.add_argument("file", type=Path)
    chosen = words.parse_args(arguments)
    try:
        lines = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines()]
        problems = list(check(lines))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print(f"rekam fsck: this is not an exported log: {error}", file=sys.stderr)
        return 2
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{lines[-1]['size']} entries, root {lines[-1]['root']}: sound")
    return 1 if problems else 0


def check(lines: list[dict[str, object]]) -> Iterable[str]:
    """What is wrong with an export: one sentence each; nothing for a sound one."""
    *leaves, head = lines
    hashes = []
    for number, leaf in enumerate(leaves):
        entry = dict(leaf["entry"])  # type: ignore[call-overload]
        computed = leaf_hash(entry_bytes(entry))
        hashes.append(computed)
        if leaf["leaf"] != number:
            yield f"leaf {number} is missing: the file goes on with {leaf['leaf']}"
        if leaf["hash"] != computed.hex():
            yield f"leaf {number} does not match its hash"
    if head["size"] != len(hashes):
        yield f"the head speaks of {head['size']} entries, the file holds {len(hashes)}"
    if head["root"] != root_hash(hashes).hex():
        yield "the root does not match the entries"
