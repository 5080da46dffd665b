"""Upload over a line that breaks, receipts that are checked, and packets that stay until they may leave."""

import hashlib
import socket
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.enrolment.sync_messages import PULL_DOMAIN, PullRequest, decode_pull
from rekam.enrolment.worklist import WorkList, encode_worklist
from rekam.kernel.errors import RuleBroken
from rekam.kernel.version import VERSION
from rekam.station.desk import Desk
from rekam.station.identity import Identity, write_trust
from rekam.station.repeating import Repeating
from rekam.station.sender import Round, Sender
from rekam.station.store.outbox import Outbox, State
from rekam.station.sync import ServerLink, check_server
from rekam.vault import sealing
from tests.enrolment.test_sync_messages import WORKLIST as LIST
from tests.station.tus_server import KEYS, PUBLIC, SEED, TusServer

NONCE = bytes([7]) * 16
STATION_SEED = bytes([5]) * 32
STATION_PUBLIC = sealing.signing_public(STATION_SEED)
STATION = Identity(seed=STATION_SEED, public=STATION_PUBLIC, kid=sealing.kid_of(STATION_PUBLIC))

PACKET = uuid.UUID(int=1)
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def tus() -> Iterator[TusServer]:
    with TusServer() as running:
        yield running


@pytest.fixture
def link(tus: TusServer) -> Iterator[ServerLink]:
    line = ServerLink(tus.url, seconds=2.0, piece_bytes=1_000)
    yield line
    line.close()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    box = Outbox(tmp_path / "outbox.db")
    yield box
    box.close()


def queued(outbox: Outbox, *, packet: uuid.UUID = PACKET, content: bytes = CONTENT) -> None:
    outbox.queue(packet=packet, build=lambda _: (content, hashlib.sha256(content).digest()), at="t0")


def round_of(outbox: Outbox, *, link: ServerLink) -> Round:
    return Sender(outbox, now=lambda: "t1").round(link, keys=KEYS)


def state_of(outbox: Outbox, *, packet: uuid.UUID = PACKET) -> tuple[State, int, str, str]:
    (row,) = [row for row in outbox.rows() if row.packet == packet]
    return row.state, row.stage, row.code, row.trouble


def test_a_packet_arrives_in_pieces(tus: TusServer, link: ServerLink) -> None:
    link.upload(packet=PACKET, content=CONTENT)

    assert bytes(tus.stored[PACKET].content) == CONTENT
    assert tus.patches == 11


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 1_000), max_size=4))
def test_an_upload_goes_on_after_a_cut_at_any_byte(tus: TusServer, link: ServerLink, cuts: list[int]) -> None:
    tus.stored.clear()
    tus.cuts[:] = cuts

    link.upload(packet=PACKET, content=CONTENT)

    assert bytes(tus.stored[PACKET].content) == CONTENT


def test_the_same_packet_again_is_success_and_sends_nothing(tus: TusServer, link: ServerLink) -> None:
    link.upload(packet=PACKET, content=CONTENT)
    before = tus.patches

    link.upload(packet=PACKET, content=CONTENT)

    assert tus.patches == before


def test_a_line_that_never_carries_a_byte_is_given_up(tus: TusServer, link: ServerLink) -> None:
    tus.cuts[:] = [0] * 50

    with pytest.raises(RuleBroken, match="server_unreachable"):
        link.upload(packet=PACKET, content=CONTENT)


def test_a_packet_leaves_only_with_a_stage_two_receipt(
    tus: TusServer, link: ServerLink, outbox: Outbox
) -> None:
    queued(outbox)

    round_of(outbox, link=link)
    assert state_of(outbox)[:2] == (State.SENT, 0)
    tus.verdict[PACKET] = (1, "accepted", "")
    round_of(outbox, link=link)
    assert state_of(outbox)[:2] == (State.SENT, 1)
    assert outbox.content(PACKET) == CONTENT
    assert outbox.only_here() == 1
    tus.verdict[PACKET] = (2, "accepted", "")
    round_of(outbox, link=link)

    assert state_of(outbox)[:2] == (State.ACCEPTED, 2)
    assert outbox.only_here() == 0


def test_a_receipt_signed_by_a_stranger_changes_nothing(
    tus: TusServer, link: ServerLink, outbox: Outbox
) -> None:
    queued(outbox)
    tus.verdict[PACKET] = (2, "accepted", "")
    tus.receipt_seed = bytes([8]) * 32

    round_of(outbox, link=link)

    assert state_of(outbox) == (State.SENT, 0, "", "document_key_unknown")
    assert outbox.content(PACKET) == CONTENT


def test_a_receipt_of_another_packet_changes_nothing(
    tus: TusServer, link: ServerLink, outbox: Outbox
) -> None:
    queued(outbox)
    tus.verdict[PACKET] = (2, "accepted", "")
    round_of(outbox, link=link)
    other = uuid.UUID(int=2)
    queued(outbox, packet=other)
    tus.verdict[other] = (2, "accepted", "")
    tus.raw_receipt = link.find_receipt(PACKET, sha256=hashlib.sha256(CONTENT).digest())

    round_of(outbox, link=link)

    assert state_of(outbox, packet=other)[3] == "receipt_not_ours"
    assert outbox.content(other) == CONTENT


@pytest.mark.parametrize("junk", [b"\xff", b"\xa0", b"x" * 5_000])
def test_a_receipt_of_junk_changes_nothing(
    tus: TusServer, link: ServerLink, outbox: Outbox, junk: bytes
) -> None:
    queued(outbox)
    tus.verdict[PACKET] = (2, "accepted", "")
    tus.raw_receipt = junk

    round_of(outbox, link=link)

    assert state_of(outbox)[0] is State.SENT
    assert outbox.content(PACKET) == CONTENT


def test_a_refused_packet_stays_with_its_code_and_blocks_nothing(
    tus: TusServer, link: ServerLink, outbox: Outbox
) -> None:
    good = uuid.UUID(int=2)
    queued(outbox)
    queued(outbox, packet=good)
    tus.verdict[PACKET] = (1, "refused", "packet_officer_signature_wrong")
    tus.verdict[good] = (2, "accepted", "")

    round_of(outbox, link=link)

    assert state_of(outbox)[:3] == (State.REFUSED, 0, "packet_officer_signature_wrong")
    assert outbox.content(PACKET) == CONTENT
    assert state_of(outbox, packet=good)[0] is State.ACCEPTED
    assert outbox.only_here() == 1
    outbox.close_refused(PACKET, at="t2")
    assert outbox.only_here() == 0
    assert outbox.content(PACKET) == CONTENT


def test_the_same_id_with_another_hash_is_refused_here_too(
    tus: TusServer, link: ServerLink, outbox: Outbox
) -> None:
    link.upload(packet=PACKET, content=b"another")
    queued(outbox)

    round_of(outbox, link=link)

    assert state_of(outbox)[:3] == (State.REFUSED, 0, "packet_conflict")


def test_a_server_that_forgot_a_packet_gets_it_again(
    tus: TusServer, link: ServerLink, outbox: Outbox
) -> None:
    queued(outbox)
    round_of(outbox, link=link)
    tus.stored.clear()

    round_of(outbox, link=link)
    assert state_of(outbox)[0] is State.QUEUED
    round_of(outbox, link=link)

    assert bytes(tus.stored[PACKET].content) == CONTENT


def test_with_no_server_everything_waits(outbox: Outbox) -> None:
    queued(outbox)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound, not listening: connections are refused
        line = ServerLink(f"http://127.0.0.1:{bound.getsockname()[1]}", seconds=1.0)
        told = round_of(outbox, link=line)
        line.close()

    assert told == Round(online=False, moved=0)
    assert state_of(outbox) == (State.QUEUED, 0, "", "")


def pulled(link: ServerLink) -> WorkList:
    request = PullRequest(
        station=STATION.kid, username="yayan", passphrase="kasemen subuh 5", visit=None, nonce=NONCE
    )
    return link.pull(request=request, station=STATION, keys=KEYS)


def test_a_pull_is_signed_by_the_station_and_its_answer_is_checked(tus: TusServer, link: ServerLink) -> None:
    listed = replace(LIST, nonce=NONCE)
    tus.pull = encode_worklist(listed, station=STATION.public, seed=SEED)

    assert pulled(link) == listed
    assert decode_pull(tus.pulled[0]).username == "yayan"
    signature = bytes.fromhex(tus.signatures[0])
    assert sealing.signature_holds(
        tus.pulled[0], signature=signature, public=STATION.public, domain=PULL_DOMAIN
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (None, "login_refused"),
        (encode_worklist(LIST, station=STATION.public, seed=SEED), "worklist_not_ours"),
        (encode_worklist(LIST, station=STATION.public, seed=bytes(32)), "document_key_unknown"),
        (encode_worklist(LIST, station=PUBLIC, seed=SEED), "unsealing_failed"),
        (b"junk", "cbor_invalid"),
    ],
)
def test_pulls_that_are_refused_or_forged(
    tus: TusServer, link: ServerLink, answer: bytes | None, code: str
) -> None:
    tus.pull = answer

    with pytest.raises(RuleBroken) as refused:
        pulled(link)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://rekam.example.id", "server_not_encrypted"),
        ("http://10.0.0.1:8000", "server_not_encrypted"),
        ("ftp://127.0.0.1", "server_address_wrong"),
        ("rekam", "server_address_wrong"),
    ],
)
def test_addresses_that_would_carry_a_passphrase_in_clear_are_refused(url: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_server(url)

    assert refused.value.code == code


def test_the_sender_survives_a_round_that_fails() -> None:
    rounds: list[int] = []
    enough = threading.Event()

    def run() -> Round:
        rounds.append(1)
        if len(rounds) == 3:
            enough.set()
        if len(rounds) == 1:
            raise RuleBroken("store_disk_full")
        return Round(online=True, moved=0)

    sender = Repeating(run, name="sender", pause_seconds=0.01)
    sender.start()
    came = enough.wait(5)
    sender.stop()

    assert came


@pytest.mark.parametrize(("oldest", "is_outgrown"), [("", False), (VERSION, False), ("9.0.0", True)])
def test_a_station_that_is_too_old_is_told_so_and_sends_all_the_same(
    tus: TusServer, tmp_path: Path, oldest: str, is_outgrown: bool
) -> None:
    tus.oldest, tus.always = oldest, (2, "accepted", "")
    write_trust(tmp_path, receipt_keys=KEYS)
    desk = Desk(folder=tmp_path, server=tus.url, ports=(), now=lambda: datetime.now(UTC))
    assert not desk.outgrown()
    queued(desk.outbox)
    desk.send()

    assert desk.outgrown() is is_outgrown
    assert tus.versions[0] == VERSION
    assert [row.state for row in desk.outbox.rows()] == [State.ACCEPTED]
    desk.close()
