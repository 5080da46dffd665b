"""`rekam packets import FOLDER`: take packets in from a stick, and put the receipts beside them.

A packet that came over the line too counts once. Run it again later: the receipts of stage two, with which a
laptop without a network may forget its packets, are there once the worker has opened them.
"""

import argparse
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Import; 0 = every file was taken or known, 1 = some were not (named with their codes)."""
    words = _words()
    chosen = words.parse_args(arguments)
    if not chosen.folder.is_dir():
        words.error(f"there is no folder {chosen.folder}")
    from rekam.kernel.commands import set_up

    set_up()
    from django.utils import timezone

    from rekam.enrolment import stick
    from rekam.enrolment.stick_import import import_folder

    done = import_folder(stick.folder_on(chosen.folder), at=timezone.now())
    print(f"{done.new} packets taken in, {done.known} known already, {done.receipts} receipts written")
    for name, code in done.failed.items():
        sys.stderr.write(f"{name}: {code}\n")
    return 1 if done.failed else 0


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam packets", description=__doc__)
    words.add_argument("action", choices=["import"])
    words.add_argument("folder", type=Path, help="the stick, or its folder rekam-paket")
    return words
