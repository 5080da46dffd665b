"""A batch whose program, server or printer dies again and again, with an officer who looks and answers.

`killed_printing.py PRINTER STATE SEED BREAKS [careless]`. Each round is a fork that first does what the page
asks of the officer, and then prints until it is killed (SIGKILL) or its printer breaks. The printer is a
process of its own; what truly happened to each card stands in the file STATE.
"""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from rekam.kernel.authorities import authorities
from rekam.kernel.commands import set_up

set_up()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from django.utils import timezone  # noqa: E402

from rekam.cards.printing import journal, queries, rules, services, taking  # noqa: E402
from rekam.cards.printing.adapters import Adapter  # noqa: E402
from rekam.cards.printing.adapters.bridge import Bridge  # noqa: E402
from rekam.cards.printing.agent import work  # noqa: E402
from rekam.cards.printing.agent.link import Computer, Link  # noqa: E402
from rekam.cards.printing.messages import Order, Say  # noqa: E402
from rekam.cards.printing.rules import BatchState, Fault, Step  # noqa: E402
from rekam.kernel.database import Scope, scope  # noqa: E402
from tests.cards.printing.scene import KID, SEED, content  # noqa: E402
from tests.faults.cards_counted import good_cards  # noqa: E402
from tests.faults.dying import Moments, die_at  # noqa: E402

MOMENTS: Moments = {
    "before feeding": (Bridge, "feed", 1, True),
    "after feeding": (Bridge, "feed", 1, False),
    "in the transaction of taking": (taking, "note", 1, False),
    "after taking": (work, "personalise", 1, True),
    "in the transaction before step 2": (services, "begin", 2, False),
    **{f"about to do step {call}": (Bridge, "do", call, True) for call in range(1, 5)},
    **{f"after doing step {call}": (Bridge, "do", call, False) for call in range(1, 5)},
    "in the transaction of finishing": (services, "finish", 1, False),
    "after finishing": (work, "personalise", 1, False),
}
BREAKS = [
    ("die_after", "chip"),  # between chip and print
    *(("die_before", step) for step in ("feed", "chip", "print", "read", "eject")),
    *(("die_after", step) for step in ("feed", "print", "read", "eject")),
    *(("jam", step) for step in ("feed", "print", "eject")),
    ("ribbon_out", "print"),
    ("chip_failed", "chip"),
    ("unplugged", "print"),
    ("wrong_uid", "read"),
]
SERVER = get_wsgi_application()
PAGES = get_resolver().url_patterns  # loaded once, for every fork


def careless(printer: Adapter, *, order: Order, link: Link) -> None:
    """In place of work.personalise: each step is written down after it was done."""
    uid = ""
    for name in order.steps:
        read = printer.do(Step(name), order=order)
        link.ask(Say.BEGIN, card=order.card, step=name, uid=uid)
        uid = read
    link.ask(Say.FINISH, card=order.card)


class Printer:
    """The simulator, started again whenever it died."""

    def __init__(self, state: Path) -> None:
        self.state, self.port = state, 0
        self.start()

    def start(self) -> None:
        words = ["-m", "rekam.simulation.printer", "--state", str(self.state), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, *words, "--parent", str(os.getpid())], stdout=subprocess.PIPE
        )
        assert self.process.stdout is not None
        self.port = json.loads(self.process.stdout.readline())["port"]

    def mend(self) -> None:
        if self.process.poll() is not None:
            self.start()
        self.tell("mend", ribbon=200)

    def tell(self, order: str, **told: object) -> None:
        address = f"{self.address}/admin/{order}"
        httpx.post(address, json=told, trust_env=False, verify=authorities()).raise_for_status()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def print_until_it_stops(printer: UUID, *, address: str) -> None:
    """The program beside the printer, with the server in the same process, until a turn brings nothing."""
    line = httpx.Client(transport=httpx.WSGITransport(app=SERVER), base_url="http://127.0.0.1")
    link = Link(line, computer=Computer(KID, SEED), printer=printer, wait=lambda _: True)
    link.ask(Say.HELLO)
    adapter = Bridge(address)
    while work.turn(adapter, link=link):
        pass


def answer_as_it_is(printer: UUID, *, machine: Printer) -> None:
    """The program comes back, and an officer does what the page asks: looks, says what is there, goes on."""
    at, good = timezone.now(), good_cards(machine.state)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        services.hello(services.Seat(printer, uuid4(), at))
        for card in queries.to_look_at():
            machine.tell("take-out")
            serial = journal.serial_of(card)
            if serial in good and rules.may_be_printed(journal.last_step(card)):
                services.say_printed(card=card.uuid, scanned=serial, actor="rina", at=at)
            else:
                services.say_spoiled(card=card.uuid, fault=Fault.CUT_OFF, note="", actor="rina", at=at)
        services.change_ribbon(printer=printer, actor="rina", at=at)
        for batch in queries.batches_under_way().values():
            if batch.state == BatchState.PAUSED:
                services.resume_batch(batch=batch.uuid, actor="rina", at=at)


def forked(printer: UUID, *, machine: Printer, moment: str = "") -> int:
    """The exit status of an officer's answers and the turns after them, killed at a moment."""
    child = os.fork()
    if child == 0:
        answer_as_it_is(printer, machine=machine)
        if moment:
            die_at(moment, moments=MOMENTS)
        print_until_it_stops(printer, address=machine.address)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def rounds(*, seed: int, breaks: int) -> list[tuple[str, str]]:
    """Every kill, and so many things that break, in the order of a seed."""
    chance = random.Random(seed)
    chosen = [("kill", moment) for moment in MOMENTS] + BREAKS[:1] + chance.sample(BREAKS[1:], breaks)
    chance.shuffle(chosen)
    return chosen


def main(printer: UUID, *, state: Path, chosen: list[tuple[str, str]]) -> None:
    taking.content_of = content  # type: ignore[assignment]
    machine = Printer(state)
    for kind, at in [*chosen, ("nothing", "feed")]:
        moment = at if kind == "kill" else ""
        if not moment:
            machine.tell("breaks", kind=kind, at=at)
        status = forked(printer, machine=machine, moment=moment)
        assert status == (-signal.SIGKILL if moment else 0), f"{kind} {at}: {status}"
        machine.mend()
    answered = forked(printer, machine=machine)
    machine.process.terminate()
    machine.process.wait()
    assert answered == 0


if __name__ == "__main__":
    if "careless" in sys.argv:
        work.personalise = careless
        plan = [("kill", "after doing step 1")]
    else:
        plan = rounds(seed=int(sys.argv[3]), breaks=int(sys.argv[4]))
    main(UUID(sys.argv[1]), state=Path(sys.argv[2]), chosen=plan)
