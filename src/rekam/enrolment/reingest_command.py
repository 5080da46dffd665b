"""`rekam reingest`: take packets in again that the vault holds and a restored database does not know."""

import argparse

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """0 = every packet of the vault is known now; 1 = some could not be taken in, and are counted."""
    words = argparse.ArgumentParser(prog="rekam reingest", description=__doc__)
    words.add_argument("--dry-run", action="store_true", help="count what would be tried; change nothing")
    chosen = words.parse_args(arguments)
    set_up()
    from rekam.enrolment.reingest import LEFT, reingest

    found = reingest(dry_run=chosen.dry_run)
    for what, count in found.items():
        print(f"{count:>8,}  {what}")
    return 1 if any(found[what] for what in LEFT) else 0
