"""The program, the line and the simulated printer together; and the printers that take files."""

import hashlib
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.test import Client

from rekam.cards.blanks.models import Blank
from rekam.cards.blanks.rules import BlankState
from rekam.cards.printing.adapters import Trouble
from rekam.cards.printing.adapters.bridge import Bridge
from rekam.cards.printing.adapters.spool import Cups, Folder
from rekam.cards.printing.agent import work
from rekam.cards.printing.agent.link import PATH, Computer, Cut, Link, Refused
from rekam.cards.printing.messages import Do, Order, Say
from rekam.cards.printing.models import Batch, BatchCard, Printer
from rekam.cards.printing.rules import BatchState, CardState, Condition, Step
from rekam.simulation.printer import routes
from rekam.simulation.printer_body import Breaks, Machine
from rekam.simulation.printer_page import page, set_up
from rekam.simulation.sbi_http import DeviceServer
from tests.cards.city import blanks
from tests.cards.printing.scene import KID, SEED, batch, printer

CARD = Order(do=Do.CARD, card=uuid4(), serial="04A1B2C3D4E5F6", front=b"%PDF depan", chip=b"cip")


class Line(httpx.BaseTransport):
    """The server, reached without a network; `cuts` answers are lost on their way back."""

    cuts = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        signature = {"Rekam-Station-Signature": request.headers.get("Rekam-Station-Signature", "")}
        answer = Client().post(
            request.url.path, request.read(), content_type="application/cbor", headers=signature
        )
        if self.cuts:
            self.cuts -= 1
            raise httpx.ReadError("cut")
        return httpx.Response(answer.status_code, content=answer.content)


@pytest.fixture
def line() -> Line:
    return Line()


def link_to(of: Printer, line: Line, *, computer: Computer | None = None) -> Link:
    client = httpx.Client(transport=line, base_url="http://127.0.0.1")
    quiet = {"wait": lambda _: None, "told": lambda _: None}
    return Link(client, computer=computer or Computer(KID, SEED), printer=of.uuid, **quiet)  # type: ignore[arg-type]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(state=tmp_path / "printer.json", wait=lambda _: None)


@pytest.fixture
def bridge(machine: Machine) -> Iterator[Bridge]:
    server = DeviceServer(port=0, routes=routes(machine))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = Bridge(f"http://127.0.0.1:{server.server_address[1]}")
    yield made
    made.close()
    server.shutdown()
    server.server_close()


def run(bridge: Bridge, link: Link) -> None:
    link.ask(Say.HELLO)
    while work.turn(bridge, link=link):
        pass


@pytest.mark.usefixtures("office", "named_cards")
def test_a_batch_is_printed_though_every_answer_is_lost_once(
    line: Line, machine: Machine, bridge: Bridge
) -> None:
    of = printer()
    machine.load(blanks(2))
    batch(of, cards=2)
    link = link_to(of, line)
    whole, link.ask = link.ask, lambda *said, **about: (setattr(line, "cuts", 1), whole(*said, **about))[1]  # type: ignore[method-assign,func-returns-value]
    run(bridge, link)
    assert Batch.objects.get().state == BatchState.DONE
    assert [(card.chip_writes, card.prints, card.tray) for card in machine.body.out] == [(1, 1, "good")] * 2
    for card in BatchCard.objects.all():
        (made,) = [one for one in machine.body.out if one.uid == card.attempt.blank.serial]
        assert made.front == hashlib.sha256(f"depan {card.job.uuid}".encode()).hexdigest()


@pytest.mark.usefixtures("office", "named_cards")
@pytest.mark.parametrize(
    ("kind", "at", "why"),
    [
        (Breaks.JAM, "print", Condition.JAM),
        (Breaks.RIBBON_OUT, "print", Condition.RIBBON_OUT),
        (Breaks.CHIP_FAILED, "chip", Condition.CHIP_FAILED),
        (Breaks.UNPLUGGED, "eject", Condition.UNPLUGGED),
        (Breaks.WRONG_UID, "read", Condition.OTHER_UID),
    ],
)
def test_what_breaks_is_told_and_the_card_waits(
    line: Line, machine: Machine, bridge: Bridge, kind: Breaks, at: str, why: Condition
) -> None:
    of = printer()
    machine.load(blanks(1))
    batch(of)
    machine.will_break(kind, at=at)
    run(bridge, link_to(of, line))
    card = BatchCard.objects.get()
    assert (card.state, card.why, card.batch.pause) == (CardState.LOOK, why, why)


@pytest.mark.usefixtures("office", "named_cards")
def test_a_blank_of_another_safe_goes_to_the_rejects(line: Line, machine: Machine, bridge: Bridge) -> None:
    of, (serial,) = printer(), blanks(1)
    machine.load(["04FFFFFFFFFFFF", serial])
    batch(of)
    run(bridge, link_to(of, line))
    assert Batch.objects.get().pause == Condition.BLANK_NOT_OURS
    assert [(card.uid, card.tray) for card in machine.body.out] == [("04FFFFFFFFFFFF", "reject")]
    assert Blank.objects.get().state == BlankState.RECEIVED


@pytest.mark.usefixtures("office", "named_cards")
def test_only_the_computer_of_the_printer_is_heard(line: Line) -> None:
    of = printer()
    for computer, code in (
        (Computer("0" * 16, SEED), "station_unknown"),
        (Computer(KID, bytes(32)), "station_signature_wrong"),
    ):
        with pytest.raises(Refused, match=code):
            link_to(of, line, computer=computer).ask(Say.HELLO)
    other = Printer(uuid=uuid4())
    with pytest.raises(Refused, match="printer_unknown"):
        link_to(other, line).ask(Say.HELLO)
    sound = link_to(of, line)
    for say, about in ((Say.LOOK, {"condition": "melted"}), (Say.BEGIN, {"step": "print"})):
        sound.ask(Say.HELLO)
        with pytest.raises(Refused, match="print_question_malformed"):
            sound.ask(say, **about)
    raw = httpx.Client(transport=line, base_url="http://127.0.0.1").post(PATH, content=b"x" * 5_000)
    assert (raw.status_code, raw.json()["code"]) == (400, "print_question_malformed")


def test_told_to_stop_while_the_line_is_cut() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("away")

    client = httpx.Client(transport=httpx.MockTransport(away), base_url="http://127.0.0.1")
    link = Link(
        client, computer=Computer(KID, SEED), printer=uuid4(), wait=lambda _: True, told=lambda _: None
    )
    with pytest.raises(Cut):
        link.ask(Say.HELLO)


def test_a_folder_gets_whole_files_and_the_sign_last(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert (folder.look().condition, folder.feed()) == (Condition.READY, "")
    folder.do(Step.PRINT, order=CARD)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {
        f"{CARD.serial}-depan.pdf": CARD.front,
        f"{CARD.serial}-cip.bin": CARD.chip,
        f"{CARD.serial}.siap": b"",
    }
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in tmp_path.iterdir())
    assert Folder(tmp_path / "gone").look().condition is Condition.UNPLUGGED
    with pytest.raises(Trouble):
        Folder(tmp_path / "gone").do(Step.PRINT, order=CARD)


def simulated(tool: Path, *, script: str) -> None:
    """A stand-in for a tool of CUPS; what the true ones of CUPS 2.4 answer was looked up beside a cupsd."""
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


def test_simulated_cups_gets_both_sides_in_one_job_and_no_file_stays(tmp_path: Path) -> None:
    simulated(tmp_path / "lp", script=f'echo "$@" > {tmp_path}/said')
    simulated(tmp_path / "lpstat", script="echo printer kartu is idle.  enabled since Sun Nov 22 2026")
    queue = Cups("kartu", folder=tmp_path, tools=str(tmp_path))
    assert queue.look().condition is Condition.READY
    queue.do(Step.PRINT, order=CARD)
    assert (tmp_path / "said").read_text().startswith(f"-d kartu -t kartu {CARD.serial} --")
    assert not list(tmp_path.glob("*.pdf"))
    simulated(tmp_path / "lp", script="exit 1")
    with pytest.raises(Trouble):
        queue.do(Step.PRINT, order=CARD)


@pytest.mark.parametrize(
    ("script", "condition"),
    [
        ("echo printer kartu disabled since Sun Nov 22 2026 -", Condition.NO_ANSWER),
        ("echo kartu not accepting requests since Sun Nov 22 2026 -", Condition.NO_ANSWER),
        ("exit 1", Condition.NO_ANSWER),
    ],
)
def test_simulated_cups_that_stands_still_gets_no_card(
    tmp_path: Path, script: str, condition: Condition
) -> None:
    simulated(tmp_path / "lp", script=f"touch {tmp_path}/said")
    simulated(tmp_path / "lpstat", script=script)
    queue = Cups("kartu", folder=tmp_path, tools=str(tmp_path))
    assert queue.look().condition is condition
    with pytest.raises(Trouble):
        queue.do(Step.PRINT, order=CARD)
    assert not (tmp_path / "said").exists()
    assert (
        Cups("kartu", folder=tmp_path, tools=str(tmp_path / "none")).look().condition is Condition.UNPLUGGED
    )


def test_a_bridge_that_is_not_there_is_told_apart_from_one_that_talks_nonsense(machine: Machine) -> None:
    assert Bridge("http://127.0.0.1:9").look().condition is Condition.UNPLUGGED
    with pytest.raises(Trouble, match="unplugged"):
        Bridge("http://127.0.0.1:9").feed()


def test_the_simulated_printer_is_broken_and_mended_on_its_page(machine: Machine) -> None:
    machine.load(["04A1B2C3D4E5F6"])
    set_up(b"breaks=jam&at=feed", machine=machine)
    with pytest.raises(Exception, match="jam"):
        machine.feed()
    assert "jam" in page(machine).decode()
    set_up(b"mend=50", machine=machine)
    set_up(b"seconds=0", machine=machine)
    assert machine.feed() == {"uid": "04A1B2C3D4E5F6"}
    set_up(b"take_out=1", machine=machine)
    assert (machine.look()["condition"], machine.body.ribbon_left) == ("feeder_empty", 50)
