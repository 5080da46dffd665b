"""`rekam abis alone rebuild|reextract ...`: the same commands for the ABIS that runs by itself."""

import sys

from rekam.config.abis_home import at_home
from rekam.config.database import running_database

KNOWN = ("rebuild", "reextract")


def main(arguments: list[str]) -> int:
    """Run one of KNOWN on the folder and the database of `rekam abis serve`."""
    if not arguments or arguments[0] not in KNOWN:
        print(f"usage: rekam abis alone {{{','.join(KNOWN)}}} [...]", file=sys.stderr)
        return 0 if {"-h", "--help"} & set(arguments) else 2
    from rekam.abis.command import main as engine

    if {"-h", "--help"} & set(arguments):
        return engine(arguments)
    at_home()
    with running_database():
        return engine(arguments)
