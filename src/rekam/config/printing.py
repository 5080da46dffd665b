"""`rekam print`: drives one card printer of this computer, as the server tells it.

The computer is paired with the office as a laptop is (`rekam station`, page Pasangkan); --data names the
folder of that pairing. Runs until Ctrl-C; a card that was begun is finished first.
"""

import argparse
import signal
import sys
import threading
from pathlib import Path
from uuid import UUID

from rekam.cards.printing.adapters import Adapter
from rekam.cards.printing.adapters.bridge import Bridge
from rekam.cards.printing.adapters.spool import Cups, Folder
from rekam.cards.printing.agent.link import Computer, Cut, Link, Refused, client_for
from rekam.cards.printing.agent.work import LAST_WORDS, turn
from rekam.cards.printing.messages import Say
from rekam.station.identity import load_identity
from rekam.station.pairing.asking import known_server
from rekam.station.sync import check_server

LOOK_EVERY_SECONDS = 2.0
DEFAULT_FOLDER = "~/.rekam-station"


def main(arguments: list[str]) -> int:
    """Print until told to stop (SIGINT or SIGTERM), or until another program has taken the printer over."""
    chosen = _words().parse_args(arguments)
    folder = Path(chosen.data).expanduser()
    server = check_server(chosen.server) if chosen.server else known_server(folder)
    if not server:
        print(f"rekam print: {folder} is paired with no office; run `rekam station` first", file=sys.stderr)
        return 1
    identity, stopping = load_identity(folder), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    link = Link(
        client_for(server),
        computer=Computer(identity.kid, identity.seed),
        printer=chosen.printer,
        wait=stopping.wait,
        told=lambda text: print(f"rekam print: {text}", file=sys.stderr, flush=True),
    )
    return work(_adapter(chosen), link=link, stopping=stopping)


def work(printer: Adapter, *, link: Link, stopping: threading.Event) -> int:
    """Turn after turn until told to stop; the exit status."""
    try:
        link.ask(Say.HELLO)
        while not stopping.is_set():
            if not turn(printer, link=link):
                stopping.wait(LOOK_EVERY_SECONDS)
    except Cut:
        return 0
    except Refused as refused:
        print(f"rekam print: the server refuses: {refused.code}", file=sys.stderr)
        return 1 if refused.code in LAST_WORDS else 2
    return 0


def _adapter(chosen: argparse.Namespace) -> Adapter:
    if chosen.bridge:
        return Bridge(chosen.bridge)
    folder = Path(chosen.folder or chosen.cups[1])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Folder(folder) if chosen.folder else Cups(chosen.cups[0], folder=folder)


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam print", description=__doc__)
    words.add_argument("printer", type=UUID, help="the printer's id, from its page")
    words.add_argument("--data", default=DEFAULT_FOLDER, help="folder of this computer's pairing")
    words.add_argument("--server", default="", help="address of the server; else the paired one")
    ways = words.add_mutually_exclusive_group(required=True)
    ways.add_argument("--bridge", metavar="URL", help="a bridge on this computer, http://127.0.0.1:4701")
    ways.add_argument("--folder", metavar="DIR", help="put files where another program watches")
    ways.add_argument("--cups", nargs=2, metavar=("QUEUE", "DIR"), help="print by lp; files stay in DIR")
    return words
