"""Packets over a line that loses answers, repeats and reorders: the server against a few numbers of ours.

More: `pytest -s tests/enrolment/test_sync_machine.py --runs 200 --seed 7`.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

import pytest
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rekam.enrolment import api, uploads
from rekam.enrolment.models import Packet, Upload
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import services as vault
from tests.enrolment.line import TUS, address, announce, at_once, sending
from tests.enrolment.scene import NOON, Sending
from tests.machines import drive

OWN_RUNS, STEPS, PACKETS = 3, 12, 2
PACKET = st.integers(0, PACKETS - 1)
ALL = 10**9
TAKES = st.sampled_from([1, 1_000, ALL, ALL])
COUNTED: Counter[str] = Counter()


@dataclass
class Told:
    """What must be true of one packet.

    there    bytes that the server holds; None before it heard of the packet
    landed   it is whole, and has its receipt
    """

    sent: Sending
    there: int | None = None
    landed: bool = False

    @property
    def length(self) -> int:
        return len(self.sent.data)

    def keep(self, there: int) -> None:
        self.landed = self.landed or there == self.length
        self.there = self.length if self.landed else there


class Line(RuleBasedStateMachine):
    """Requests in any order; whether their answers arrive changes nothing, so nobody reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.station = Client()
        self.packets = [Told(sending()) for _ in range(PACKETS)]

    def teardown(self) -> None:
        landed = sum(one.landed for one in self.packets)
        COUNTED["attempted"] += sum(one.there is not None for one in self.packets)
        COUNTED["landed"] += landed
        self.forget()

    def forget(self) -> None:
        with scope(EVERYWHERE):
            for one in self.packets:
                Upload.objects.filter(packet=one.sent.id).delete()

    @rule(number=PACKET)
    def announce(self, number: int) -> None:
        one = self.packets[number]
        assert announce(self.station, one.sent).status_code in (200, 201)
        one.keep(one.there or 0)

    @rule(number=PACKET, takes=TAKES, spoiled=st.sampled_from([False, False, True]))
    def next_piece(self, number: int, takes: int, spoiled: bool) -> None:
        one = self.packets[number]
        if one.there is not None and not one.landed:
            self.piece(number, begins=one.there, takes=takes, spoiled=spoiled)

    @rule(number=PACKET, begins=st.sampled_from([0, 1, 1_000, 2_000]), takes=TAKES, spoiled=st.booleans())
    def piece(self, number: int, begins: int, takes: int, spoiled: bool) -> None:
        """A piece that begins where the sender believes it must: a late one, a doubled one, one too early."""
        one = self.packets[number]
        data = one.sent.data[begins : begins + takes]
        answer = self.station.patch(
            address(one.sent),
            data=bytes(byte ^ 1 for byte in data) if spoiled else data,
            content_type="application/offset+octet-stream",
            headers=TUS | {"Upload-Offset": str(begins)},
        )
        assert answer.status_code < 500
        if one.there is None or one.landed or begins != one.there:
            return
        if spoiled and data:
            self.spoil(one, reaches=begins + len(data))
        else:
            one.keep(begins + len(data))

    def spoil(self, one: Told, *, reaches: int) -> None:
        """What the line changed is found out when all is there, and then nothing of it is kept."""
        if reaches < one.length:
            self.begin_again(one)
        else:  # in one piece nothing was written; else the file is emptied
            one.there = 0

    def begin_again(self, one: Told) -> None:
        """Send the rest, which shows the fault: the next byte wanted is the first."""
        self.station.patch(
            address(one.sent),
            data=one.sent.data[self.held(one) :],
            content_type="application/offset+octet-stream",
            headers=TUS | {"Upload-Offset": str(self.held(one))},
        )
        one.there = 0

    @rule(number=PACKET, cut=TAKES)
    def whole(self, number: int, cut: int) -> None:
        """Announcement and bytes in one request, which a line may cut."""
        one = self.packets[number]
        data = one.sent.data[:cut]
        assert at_once(self.station, one.sent, data=data).status_code < 500
        if len(data) == one.length:
            one.keep(one.length)
        else:  # what is there already is not written over
            one.keep(one.there or len(data))

    @rule()
    def start_again(self) -> None:
        """The server stops and starts: what was whole is judged."""
        uploads.finish_waiting(at=NOON)

    def held(self, one: Told) -> int:
        return int(self.station.head(address(one.sent), headers=TUS)["Upload-Offset"])

    @invariant()
    def the_server_holds_what_was_sent(self) -> None:
        for one in self.packets:
            head = self.station.head(address(one.sent), headers=TUS)
            assert (head.status_code == 404) == (one.there is None)
            assert one.there is None or int(head["Upload-Offset"]) == one.there
            receipt = self.station.get(address(one.sent).replace("?", "/receipt?"))
            COUNTED["lost"] += one.landed and receipt.status_code != 200
            assert (receipt.status_code == 200) == one.landed
            with scope(EVERYWHERE):
                rows = list(Packet.objects.filter(uuid=one.sent.id))
            COUNTED["doubled"] += len(rows) > 1
            assert len(rows) == one.landed
            assert all(digest(vault.read(row.address)) == digest(one.sent.data) for row in rows)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def run(request: pytest.FixtureRequest, *, usual: int = OWN_RUNS) -> None:
    drive(Line, name="sync", request=request, counted=COUNTED, steps=STEPS, usual=usual)


@pytest.mark.usefixtures("server")
def test_no_order_of_requests_loses_or_doubles_a_packet(request: pytest.FixtureRequest) -> None:
    run(request)


@pytest.mark.usefixtures("server")
def test_without_the_check_of_the_offset_packets_are_lost(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = api.number
    there = {"Upload-Offset": lambda asked: api.uploads.offset(found(asked))}
    monkeypatch.setattr(uploads, "_check_offset", lambda *_a: None)
    monkeypatch.setattr(
        api, "number", lambda asked, name: there[name](asked) if name in there else told(asked, name)
    )
    with pytest.raises(AssertionError):
        run(request, usual=20)


def found(asked: object) -> Upload:
    """The upload that a request names."""
    return uploads.get_upload(asked.resolver_match.kwargs["packet"], sha256=asked.GET["sha256"])  # type: ignore[attr-defined]
