"""`rekam audit export FILE`: the log with its hashes, for anybody to verify with `rekam fsck`."""

import argparse
import json
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Write one JSON line a leaf, then the head: size, root, entries not sequenced yet."""
    words = argparse.ArgumentParser(prog="rekam audit", description=__doc__)
    words.add_argument("action", choices=["export"])
    words.add_argument("file", type=Path)
    chosen = words.parse_args(arguments)
    from rekam.kernel.commands import set_up

    set_up()
    from rekam.audit.queries import exported_leaves, head

    with chosen.file.open("w", encoding="utf-8") as file:
        for leaf in exported_leaves():
            file.write(json.dumps(leaf, ensure_ascii=False, sort_keys=True) + "\n")
        file.write(json.dumps(head(), sort_keys=True) + "\n")
    print(f"{head()['size']} entries, root {head()['root']}")
    return 0
