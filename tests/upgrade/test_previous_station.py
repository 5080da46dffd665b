"""What the previous version's station says is taken, opened once, and answered as that station reads it."""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from rekam.devices.kits import messages as kits
from rekam.devices.pairing.models import Pairing
from rekam.devices.pairing.services import decide
from rekam.enrolment import opening, sync_messages
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.kernel import canonical
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import sealing
from tests.faults.counting import Counted
from tests.upgrade import toy
from tests.upgrade.conftest import know_the_operators_key
from tests.upgrade.shapes import shape_of_answer

Messages = dict[str, Any]


@dataclass(kw_only=True)
class Office:
    """The server's side of a recording; `wrong` are answers the previous station would not read."""

    messages: Messages
    wrong: list[str]

    def live_through(self) -> None:
        """All of the recording, each request twice: a line that swallows answers is nothing new."""
        for step in self.messages["steps"]:
            if "act" in step:
                {"decide": self.let_in, "open": self.open}[step["act"]]()
            else:
                self.hear(step)

    def hear(self, step: Messages) -> None:
        once = step["path"].endswith(("/pull", "/health"))  # a nonce is good once, heartbeats are rare
        for number in range(1 if once else 2):
            answer = Client().generic(
                step["verb"],
                step["path"],
                data=base64.b64decode(step["body"]),
                content_type=step["headers"].get("content-type", ""),
                headers={name: value for name, value in step["headers"].items() if name != "content-type"},
            )
            if number == 0 and not self.reads(answer, step=step):
                self.wrong.append(f"{step['verb']} {step['path'].partition('?')[0]}: {answer.status_code}")

    def reads(self, answer: Any, *, step: Messages) -> bool:
        """Whether it is the answer that the station of then knows: status, headers, every name within."""
        if answer.status_code != step["status"]:
            return False
        names = {name.lower() for name in answer.headers}
        shape = shape_of_answer(answer.content, station=toy.seed("station"))
        return set(step["answers"]) <= names and shape == step["shape"]

    def last(self, part: str) -> Messages:
        """The last message whose address has that part."""
        return [step for step in self.messages["steps"] if part in step.get("path", "")][-1]

    def let_in(self) -> None:
        with scope(EVERYWHERE):
            decide(Pairing.objects.get().uuid, same=True, actor="test", at=datetime.now(UTC))

    def open(self) -> None:
        know_the_operators_key(self.messages)
        with scope(EVERYWHERE):
            waiting = list(Packet.objects.filter(state=PacketState.RECEIVED).values_list("uuid", flat=True))
        for one in waiting:
            opening.open_stage(one, at=datetime.now(UTC))

    def counted(self) -> Counted:
        announced = {step["path"] for step in self.messages["steps"] if "/receipt" in step.get("path", "")}
        with scope(EVERYWHERE):
            accepted = Packet.objects.filter(state=PacketState.ACCEPTED).count()
            packets, people = Packet.objects.count(), Record.objects.values("resident").distinct().count()
            records = Record.objects.count()
        return Counted(
            attempted=len(announced),
            landed=people,
            acknowledged=accepted,
            lost=len(announced) - packets,
            doubled=packets - len(announced) + records - people,
            stuck=packets - accepted + len(self.wrong),
        )


def test_all_that_it_says_is_taken_once_and_answered_as_it_reads(
    office: Messages, told: Callable[[object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, here = time.monotonic(), Office(messages=office, wrong=[])
    here.live_through()

    told(f"{here.counted()} seed=recorded seconds={time.monotonic() - begun:.1f}")
    assert here.wrong == []
    assert here.counted() == Counted(attempted=3, landed=3, acknowledged=3)

    # Mutants: a heartbeat needs a field that it never had; a receipt has one that nobody read then.
    monkeypatch.setattr(
        kits.Heartbeat, "__annotations__", {**kits.Heartbeat.__annotations__, "version": "str"}
    )
    here.hear(here.last("/health"))
    assert [one.endswith(": 400") for one in here.wrong] == [True]
    monkeypatch.setattr(sync_messages, "encode_receipt", with_more)
    here.hear(here.last("/receipt"))
    assert [one.endswith(": 200") for one in here.wrong] == [False, True]
    assert here.counted().stuck == 2


def with_more(receipt: sync_messages.Receipt, *, seed: bytes) -> bytes:
    """In place of `sync_messages.encode_receipt`."""
    body = {"v": 1, **vars(receipt), "packet": receipt.packet.bytes, "more": 1}
    return sealing.sign_document(canonical.encode(body), seed=seed, domain=sync_messages.RECEIPT_DOMAIN)
