"""`rekam abis queue`: carries messages of MOSIP's queues into the ABIS, and answers back."""

import argparse
import os
import signal
import sys
import threading
from datetime import UTC, datetime

from rekam.config.abis_home import at_home
from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Carry until SIGINT or SIGTERM."""
    argparse.ArgumentParser(prog="rekam abis queue", description=__doc__).parse_args(arguments)
    at_home()
    set_up()
    from rekam.abis.mosip.queue.broker import find_broker
    from rekam.abis.mosip.queue.carrying import carry

    broker = find_broker(os.environ)
    if broker is None:
        print("rekam abis queue: REKAM_MOSIP_QUEUE names no broker", file=sys.stderr)
        return 2
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    carry(broker, stop=stop, clock=lambda: datetime.now(UTC))
    return 0
