"""`rekam abis serve`: the ABIS by itself, with its own folder, keys and database."""

import argparse
import os
import sys
import time

from rekam.config.abis_home import at_home
from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.vault.keys import make_keys

WEB, WORKER, QUEUE = "web", "worker", "queue"
THREADS = 16
MOST_ENDS = 20
PAUSE_SECONDS = 2.0


def main(arguments: list[str]) -> int:
    """Serve until Ctrl-C."""
    words = argparse.ArgumentParser(prog="rekam abis serve", description=__doc__)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, default=8200, help="the next free one is taken")
    chosen = words.parse_args(arguments)
    at_home()
    from rekam.abis.osia.installation import installation_of

    installation_of(os.environ)  # what is wrong with it is told now, not to who asks
    from rekam.abis.mosip.queue.broker import find_broker
    from rekam.abis.mosip.queue.line import check_installed

    if find_broker(os.environ) is not None:
        check_installed()
    with running_database():
        from rekam.config.migrate import before_serving

        if before_serving(wants_backup=False) != 0:  # `rekam backup` knows nothing of an ABIS alone
            return 1
        make_keys()
        from rekam.abis.mosip.tokens import make_token

        token = make_token()
        family = Family()
        try:
            port = free_port(chosen.port)
            start(family, host=chosen.host, port=port)
            print(f"ABIS: http://{chosen.host}:{port}/api/v1/mosip/messages", flush=True)
            print(f"A MOSIP shows the token in {token}", flush=True)
            print(f"OSIA: http://{chosen.host}:{port}/osia/v1/ (docs/reference/osia-abis.md)", flush=True)
            ended = _wait(family)
        finally:
            family.stop()
    if ended:
        print(f"rekam abis serve: {ended} ended by itself, so the rest was stopped", file=sys.stderr)
    return 1 if ended else 0


def start(family: Family, *, host: str, port: int) -> None:
    """Start door and worker, and the line to MOSIP's queues where there are any.

    Raises RuleBroken("web_not_started").
    """
    environment = {**os.environ, "REKAM_DATA": str(data_folder()), "REKAM_DATABASE_ROLE": "rekam_app"}
    web = ("--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1", "--no-ws")
    lines = ("--blocking-threads", str(THREADS), "--log-level", "error")
    family.start(
        WEB, "-m", "granian", *web, *lines, "rekam.config.abis_wsgi:application", environment=environment
    )
    family.start(WORKER, "-m", "rekam", "abis", "work", environment=environment)
    if os.environ.get("REKAM_MOSIP_QUEUE"):
        family.start(QUEUE, "-m", "rekam", "abis", "queue", environment=environment)
    if not answers(port, seconds=30):
        raise RuleBroken("web_not_started")


def _wait(family: Family) -> str | None:
    """Until somebody asks us to stop (None) or something ends for good (its name).

    A worker that a message ended is started again: the message counts its tries (abis.mosip.services).
    """
    ended: str | None = None
    for _ in range(MOST_ENDS):
        ended = family.wait()
        if ended not in {WORKER, QUEUE}:
            return ended
        print(f"rekam abis serve: the {ended} ended and is started again", file=sys.stderr, flush=True)
        time.sleep(PAUSE_SECONDS)
        family.again(ended)
    return ended
