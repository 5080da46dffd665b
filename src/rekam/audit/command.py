"""`rekam audit`: export the log, sign a checkpoint, print the last one for the province, show the key."""

import argparse
import gzip
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from rekam.kernel.errors import RuleBroken


def add_words(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands of this room; `rekam.config.audit` puts them beside those that need other rooms."""
    export = kinds.add_parser("export", help="write the log with its hashes, for `rekam fsck`; .gz packs it")
    export.add_argument("file", type=Path)
    kinds.add_parser("checkpoint", help="sign a checkpoint now; the worker does so every hour")
    kinds.add_parser("last", help="print the last checkpoint, to send or to pin up elsewhere")
    kinds.add_parser("key", help="print the public key that checks the checkpoints")


def export(path: Path) -> int:
    """Write one JSON line a leaf, those that wait, then the head. 1 where the file cannot be written."""
    from rekam.audit.fsck import as_line
    from rekam.audit.queries import exported

    line: dict[str, object] = {}
    try:
        with _private(path) as file:
            for line in exported():
                file.write(as_line(line) + "\n")
    except OSError as error:
        print(f"rekam audit: {path} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{line['size']} entries, root {line['root']}; {line['not_sequenced']} wait for their number")
    return 0


def checkpoint(seeds: Mapping[str, bytes]) -> int:
    """Number what waits and sign a checkpoint. 1 = refused: the log is not what was signed before."""
    from rekam.audit.checking import sign_checkpoint
    from rekam.audit.services import sequence_all

    sequence_all()
    try:
        made = sign_checkpoint(seeds=seeds, at=datetime.now(UTC))
    except RuleBroken as refused:
        print(f"rekam audit: NOT SIGNED: {refused}", file=sys.stderr)
        return 1
    print(made.text, end="")
    return 0


def last() -> int:
    """Print the last checkpoint. 1 where there is none."""
    from rekam.audit.places import read_all

    known = read_all()
    if not known:
        print("rekam audit: no checkpoint has been signed yet", file=sys.stderr)
        return 1
    print(known[-1].text, end="")
    return 0


def key(seeds: Mapping[str, bytes]) -> int:
    """Print the public keys, the one in use last."""
    from rekam.audit.checking import keys_of

    for public in keys_of(seeds):
        print(public.text)
    return 0


def _private(path: Path) -> TextIO:
    """A file for its owner alone: it tells who looked at whom."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    path.chmod(0o600)
    if path.suffix == ".gz":
        return gzip.open(path, "wt", compresslevel=6, encoding="utf-8", newline="\n")
    return path.open("w", encoding="utf-8", newline="\n")
