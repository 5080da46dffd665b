"""`rekam audit export FILE`: the log with its hashes, for anybody to verify with `rekam fsck`."""

import argparse
import json
import os
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Write one JSON line a leaf, then the head: size, root, entries not sequenced yet."""
    words = argparse.ArgumentParser(prog="rekam audit", description=__doc__)
    words.add_argument("action", choices=["export"])
    words.add_argument("file", type=Path)
    chosen = words.parse_args(arguments)
    from rekam.kernel.commands import set_up

    set_up()
    from rekam.audit.queries import exported

    line: dict[str, object] = {}
    try:
        # Only for its owner: it tells who looked at whom.
        with open(chosen.file, "w", encoding="utf-8", opener=_private) as file:
            for line in exported():
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
    except OSError as error:
        print(f"rekam audit: {chosen.file} cannot be written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{line['size']} entries, root {line['root']}; {line['not_sequenced']} wait for their number")
    return 0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
