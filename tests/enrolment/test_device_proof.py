"""What a device signed travels with the packet, and the server checks it against the makers it trusts."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import override_settings

from rekam.enrolment import device_proof, intake, opening, proving, queries
from rekam.enrolment.capture_rules import transaction_prefix
from rekam.enrolment.models import Packet, Record
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from tests.devices.sbi_peer import Maker
from tests.enrolment.scene import WALK_IN, Session
from tests.enrolment.test_packet_refuses import assembled

RECORD = b"FIR" * 100
MAKER, OTHER = Maker(), Maker()
NOW = MAKER.leaf.not_valid_after_utc - timedelta(hours=1)
TRANSACTION = "abc-1"


def signed(record: bytes = RECORD, *, transaction: str = TRANSACTION) -> str:
    value = base64.urlsafe_b64encode(record).rstrip(b"=").decode()
    return MAKER.jws(
        {"bioType": "Finger", "bioValue": value, "transactionId": transaction, "qualityScore": "7"}
    )


TOKEN = device_proof.token_of(signed(), record=RECORD)


def is_proved(token: bytes, *, record: bytes = RECORD, makers: tuple[Maker, ...] = (MAKER,)) -> bool:
    facts = replace(assembled()[0].samples[0], token=token, transaction=TRANSACTION)
    return device_proof.is_proved(facts, record=record, anchors=[maker.root for maker in makers], at=NOW)


def test_a_signature_is_carried_without_the_record_and_holds_with_it() -> None:
    assert base64.urlsafe_b64encode(RECORD) not in TOKEN
    assert is_proved(TOKEN)


@pytest.mark.parametrize("write", [base64.urlsafe_b64encode, base64.b64encode])
def test_devices_that_write_base64_in_another_way_are_understood(write: Callable[[bytes], bytes]) -> None:
    record = b"\xfb\xff" * 50
    told = MAKER.jws({"bioValue": write(record).decode(), "transactionId": TRANSACTION})
    assert is_proved(device_proof.token_of(told, record=record), record=record)


def test_a_payload_that_does_not_hold_the_record_has_no_token() -> None:
    assert device_proof.token_of(signed(b"another"), record=RECORD) == b""


def test_an_unknown_maker_or_none_proves_nothing_and_stops_nobody() -> None:
    assert not is_proved(b"")
    assert not is_proved(TOKEN, makers=())
    assert not is_proved(TOKEN, makers=(OTHER,))


@pytest.mark.parametrize(
    ("token", "record", "code"),
    [
        (TOKEN, RECORD[:-1] + b"x", "packet_device_signature_wrong"),
        (b"\xa0", RECORD, "packet_device_signature_wrong"),
        (b"junk", RECORD, "packet_device_signature_wrong"),
        (
            device_proof.token_of(signed(transaction="of-another"), record=RECORD),
            RECORD,
            "sample_of_another_session",
        ),
    ],
)
def test_another_record_or_session_than_the_device_signed_is_refused(
    token: bytes, record: bytes, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        is_proved(token, record=record)


def sent_with_one_of_two_signed() -> Packet:
    told = NOW.isoformat()
    whole = Session(person=WALK_IN, records={"right_thumb": RECORD, "left_thumb": RECORD}, captured_at=told)
    transaction = f"{transaction_prefix(whole.id)}-1"
    token = device_proof.token_of(signed(transaction=transaction), record=RECORD)
    sent = replace(whole, tokens={"right_thumb": token}).send()
    intake.receive(sent.data, packet=sent.id, at=NOW)
    opening.open_stage(sent.id, at=NOW)
    with scope(EVERYWHERE):
        return Packet.objects.get()


@pytest.mark.usefixtures("server")
def test_the_recording_says_how_many_samples_no_known_device_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "trust_anchors", lambda: [MAKER.root])
    assert sent_with_one_of_two_signed().state == "accepted"
    with scope(EVERYWHERE):
        assert queries.events(Record.objects.get())[0].facts["unproved"] == 1


@pytest.mark.usefixtures("server")
@override_settings(REKAM_REFUSE_UNPROVED=True)
def test_an_office_may_refuse_what_no_known_device_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "trust_anchors", lambda: [MAKER.root])
    packet = sent_with_one_of_two_signed()
    assert (packet.state, packet.code) == ("refused", "packet_device_unproved")
