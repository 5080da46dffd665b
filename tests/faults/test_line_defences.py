"""Each defence of the line has a mutant without it: with it nobody is harmed, without it somebody is."""

import hashlib
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest

from rekam.enrolment.sync_messages import MAX_RECEIPT_BYTES, Receipt, open_receipt
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.station import receipts, sync
from rekam.station.sender import Sender
from rekam.station.store import outbox as outboxes
from rekam.station.store.outbox import Outbox, Row, State
from rekam.station.sync import ServerLink
from rekam.station.uploading import Uploads
from tests.faults.counting import Counted
from tests.faults.line import CALM, Line, Weather
from tests.faults.test_bad_lines import Steady
from tests.station.tus_server import KEYS, SEED, TusServer

PACKETS = [uuid.UUID(int=number) for number in (1, 2, 3)]
POISONED = PACKETS[0]
ROUNDS = 12
LIMIT = 4.0  # seconds, after which a round that hangs is stuck


def content(packet: uuid.UUID) -> bytes:
    return packet.bytes * 200


@dataclass(frozen=True, kw_only=True)
class Case:
    """What goes wrong, and the switch that takes the defence against it away.

    before    done to the server at first; between: after each round, with its number
    kept      accepted packets whose bytes stay
    poisoned  whether POISONED can never be sent, and is not counted
    """

    mutant: Callable[[], AbstractContextManager[object]]
    weather: Weather = CALM
    before: Callable[[TusServer], None] = lambda _: None
    between: Callable[[TusServer, int], None] = lambda _tus, _number: None
    kept: int = 0
    poisoned: bool = False


def stored_once(tus: TusServer) -> None:
    tus.always = (1, "accepted", "")


def no_receipt_yet(tus: TusServer) -> None:
    tus.always = None


def a_false_server(tus: TusServer) -> None:
    tus.receipt_seed = bytes([8]) * 32


def restored(tus: TusServer, number: int) -> None:
    """After some rounds the true server is there, with an older backup: what it was sent is gone."""
    if number == 3:
        tus.stored.clear()
        tus.receipt_seed, tus.always = SEED, (2, "accepted", "")


def believed(data: bytes, *, keys: object) -> Receipt:
    """In place of `open_receipt`: what looks like a receipt is one."""
    body = canonical.decode(data, max_bytes=MAX_RECEIPT_BYTES)["body"]
    told = {key: value for key, value in canonical.decode(body, max_bytes=4_096).items() if key != "v"}
    return Receipt(**told | {"packet": uuid.UUID(bytes=told["packet"])})


def at_once(data: bytes, *, keys: dict[str, bytes]) -> Receipt:
    """In place of `open_receipt`: stored once is enough."""
    return replace(open_receipt(data, keys=keys), stage=2)


def raising(_self: Sender, _row: Row, *, code: str) -> None:
    """In place of `Sender._note`: a packet that fails ends the round."""
    raise RuleBroken(code)


def under_a_new_id(self: ServerLink, *, packet: uuid.UUID, content: bytes) -> None:
    """In place of `ServerLink.upload`: an id is drawn for each try."""
    UPLOAD(self, packet=uuid.uuid4(), content=content)


UPLOAD = ServerLink.upload
CASES = {
    "receipts are checked": Case(
        mutant=lambda: patch.object(receipts, "open_receipt", believed),
        before=a_false_server,
        between=restored,
    ),
    "stage two is awaited": Case(
        mutant=lambda: patch.object(receipts, "open_receipt", at_once), before=stored_once, between=restored
    ),
    "accepted bytes stay for a while": Case(
        mutant=lambda: patch.object(outboxes, "KEPT", 0), between=restored, kept=200
    ),
    "a packet the server lost is sent again": Case(
        mutant=lambda: patch.object(Outbox, "mark_queued", lambda *_, **__: False),
        before=no_receipt_yet,
        between=restored,
    ),
    "one bad packet blocks no other": Case(
        mutant=lambda: patch.object(Sender, "_note", raising), poisoned=True
    ),
    "an upload goes on where it was cut": Case(
        mutant=lambda: patch.object(Uploads, "_offset_of", lambda *_, **__: 0),
        weather=Weather(reset_after=1_600),
    ),
    "a silent server is given up": Case(
        mutant=lambda: patch.object(sync.httpx, "Timeout", lambda *_, **__: None), weather=Weather(silent=1)
    ),
    "the id is drawn at capture": Case(
        mutant=lambda: patch.object(ServerLink, "upload", under_a_new_id), weather=Weather(swallowed=3)
    ),
}


@pytest.fixture
def outbox(quick_folder: Path) -> Iterator[Outbox]:
    box = Outbox(quick_folder / "outbox.db")
    for packet in PACKETS:
        data = content(packet)
        box.queue(packet=packet, build=lambda _, d=data: (d, hashlib.sha256(d).digest()), at="t")
    yield box
    box.close()


@pytest.fixture
def tus() -> Iterator[TusServer]:
    with TusServer() as running:
        running.always = (2, "accepted", "")
        yield running


def run(case: Case, *, outbox: Outbox, tus: TusServer) -> Counted:
    """Send in rounds over the case's line, and count at both ends."""
    case.before(tus)
    with Line(urlsplit(tus.url).port or 0, case.weather) as line:
        link = ServerLink(line.url, seconds=0.3, piece_bytes=1_000)
        if case.poisoned:
            poison(outbox)
        rounds = threading.Thread(
            target=send, args=(case,), kwargs={"outbox": outbox, "tus": tus, "link": link}
        )
        rounds.start()
        rounds.join(LIMIT)
        hangs = rounds.is_alive()
    rounds.join()
    link.close()
    return counted(outbox, tus=tus, case=case, hangs=hangs)


def poison(outbox: Outbox) -> None:
    """One packet's page of the file cannot be read any more."""
    whole = outbox.content

    def read(packet: uuid.UUID) -> bytes:
        if packet == POISONED:
            raise RuleBroken("store_damaged")
        return whole(packet)

    outbox.content = read  # type: ignore[method-assign]


def send(case: Case, *, outbox: Outbox, tus: TusServer, link: ServerLink) -> None:
    sender = Sender(outbox, now=lambda: "t", clock=Steady())
    for number in range(ROUNDS):
        try:
            sender.round(link, keys=KEYS)
        except RuleBroken:
            continue
        finally:
            case.between(tus, number)


def counted(outbox: Outbox, *, tus: TusServer, case: Case, hangs: bool) -> Counted:
    expected = {content(packet) for packet in PACKETS}
    there = [bytes(one.content) for one in tus.stored.values() if bytes(one.content) in expected]
    rows = [row for row in outbox.rows() if not (case.poisoned and row.packet == POISONED)]
    accepted = [row.packet for row in rows if row.state is State.ACCEPTED]
    return Counted(
        attempted=len(rows),
        landed=len(set(there)),
        acknowledged=len(accepted),
        lost=sum(content(packet) not in there for packet in accepted),
        doubled=len(there) - len(set(there)),
        stuck=len(rows) if hangs else len(rows) - len(accepted),
    )


@pytest.mark.parametrize("name", CASES)
def test_with_it_nobody_is_harmed(
    name: str, outbox: Outbox, tus: TusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outboxes, "KEPT", CASES[name].kept)

    total = run(CASES[name], outbox=outbox, tus=tus)

    assert total.harm == 0
    assert total.landed == total.acknowledged == total.attempted


@pytest.mark.parametrize("name", CASES)
def test_without_it_somebody_is(
    name: str, outbox: Outbox, tus: TusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outboxes, "KEPT", CASES[name].kept)

    with CASES[name].mutant():
        assert run(CASES[name], outbox=outbox, tus=tus).harm > 0
