"""`rekam audit`: export the log, sign and show checkpoints, list whom an officer touched."""

import argparse

from rekam.audit import command
from rekam.config import touched
from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """0 = done; 1 = refused, or the log is not what was signed before."""
    words = argparse.ArgumentParser(prog="rekam audit", description=__doc__)
    kinds = words.add_subparsers(dest="what", required=True)
    command.add_words(kinds)
    touched.add_words(kinds)
    chosen = words.parse_args(arguments)
    set_up()
    from rekam.vault.queries import checkpoint_keys

    if chosen.what == "export":
        return command.export(chosen.file)
    if chosen.what == "touched":
        return touched.run(chosen)
    if chosen.what == "last":
        return command.last()
    if chosen.what == "key":
        return command.key(checkpoint_keys())
    return command.checkpoint(checkpoint_keys())
