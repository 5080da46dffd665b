"""`rekam abis work`: does what other systems ask in its order, sends answers, keeps the audit's sequence."""

import argparse

from rekam.config.abis_home import at_home
from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Work until SIGINT or SIGTERM; what is at hand is finished."""
    argparse.ArgumentParser(prog="rekam abis work", description=__doc__).parse_args(arguments)
    at_home()
    set_up()
    from rekam.abis.working import work

    work()
    return 0
