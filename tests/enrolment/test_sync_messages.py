"""Receipts, pull requests and work lists: there and back, and refused when altered."""

import datetime
import uuid
from dataclasses import replace

import pytest

from rekam.enrolment import sync_messages, worklist
from rekam.enrolment.capture_rules import Bounds, CaptureParameters
from rekam.enrolment.particulars import Person
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import officer_keys, sealing

SERVER, STATION, OTHER = (bytes([n]) * 32 for n in (1, 2, 3))
KEYS = {sealing.kid_of(sealing.signing_public(SERVER)): sealing.signing_public(SERVER)}
SEAL = sealing.seal_key(sealing.seal_public(OTHER))
RECEIPT = sync_messages.Receipt(
    packet=uuid.UUID(int=4),
    sha256=bytes(32),
    stage=2,
    state="accepted",
    code="",
    received_at="2026-11-24T01:15:00+00:00",
)
WORKLIST = worklist.WorkList(
    nonce=bytes(16),
    visit=uuid.UUID(int=5),
    site="Balai Kelurahan Sawah Luhur",
    expires_at=datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC),
    people=(
        Person(
            resident=uuid.UUID(int=1),
            nik="3673025208090004",
            name="RATU MARYAMAH",
            birth_date=datetime.date(2009, 8, 12),
            sex="P",
            address="RT 04 RW 02",
            area="3673021001",
        ),
    ),
    officers=(
        worklist.Officer(
            username="yayan",
            name="Yayan S.",
            verifier=officer_keys.verifier(
                "kasemen subuh 5", salt=bytes(16), passes=2, memory=officer_keys.LEAST_MEMORY
            ),
        ),
    ),
    notice=worklist.Notice(version="3", language="id", text="Pemberitahuan"),
    parameters=CaptureParameters(),
    seal_kid=SEAL.kid,
    seal_keys={SEAL.kid: SEAL.public},
    receipt_keys=KEYS,
)


def test_a_receipt_comes_back() -> None:
    assert (
        sync_messages.open_receipt(sync_messages.encode_receipt(RECEIPT, seed=SERVER), keys=KEYS) == RECEIPT
    )


def test_a_receipt_by_another_key_is_refused() -> None:
    with pytest.raises(RuleBroken, match="document_key_unknown"):
        sync_messages.open_receipt(sync_messages.encode_receipt(RECEIPT, seed=OTHER), keys=KEYS)


@pytest.mark.parametrize(
    "wrong",
    [{"stage": 3}, {"state": "lost"}, {"state": "refused"}, {"code": "x"}, {"sha256": b"short"}],
)
def test_receipts_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    data = sync_messages.encode_receipt(replace(RECEIPT, **wrong), seed=SERVER)

    with pytest.raises(RuleBroken, match="receipt_malformed"):
        sync_messages.open_receipt(data, keys=KEYS)


def test_a_pull_request_comes_back() -> None:
    request = sync_messages.PullRequest(
        station="ab", username="yayan", passphrase="kasemen subuh 5", visit=None, nonce=bytes(16)
    )

    assert sync_messages.decode_pull(sync_messages.encode_pull(request)) == request
    assert "kasemen" not in repr(request)


@pytest.mark.parametrize("junk", [b"", b"\xa0", b"\x01", bytes(100)])
def test_a_pull_of_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(RuleBroken, match="pull_malformed"):
        sync_messages.decode_pull(junk)


def test_a_huge_pull_is_refused() -> None:
    with pytest.raises(RuleBroken, match="pull_too_large"):
        sync_messages.decode_pull(bytes(10_000))


def test_a_work_list_reaches_its_station_only() -> None:
    data = worklist.encode_worklist(WORKLIST, station=sealing.signing_public(STATION), seed=SERVER)

    assert b"MARYAMAH" not in data
    assert worklist.open_worklist(data, keys=KEYS, seed=STATION, nonce=bytes(16)) == WORKLIST
    with pytest.raises(RuleBroken, match="unsealing_failed"):
        worklist.open_worklist(data, keys=KEYS, seed=OTHER, nonce=bytes(16))


def test_an_old_work_list_cannot_be_played_again() -> None:
    data = worklist.encode_worklist(WORKLIST, station=sealing.signing_public(STATION), seed=SERVER)

    with pytest.raises(RuleBroken, match="worklist_not_ours"):
        worklist.open_worklist(data, keys=KEYS, seed=STATION, nonce=bytes([1]) * 16)


@pytest.mark.parametrize(
    "wrong",
    [
        {"seal_kid": "0" * 16},
        {"receipt_keys": {}},
        {"expires_at": datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC), "seal_keys": {"x": bytes(32)}},
    ],
)
def test_work_lists_with_wrong_keys_are_refused(wrong: dict[str, object]) -> None:
    data = worklist.encode_worklist(
        replace(WORKLIST, **wrong), station=sealing.signing_public(STATION), seed=SERVER
    )

    with pytest.raises(RuleBroken, match="worklist_malformed"):
        worklist.open_worklist(data, keys=KEYS, seed=STATION, nonce=bytes(16))


def test_bounds_by_kind_and_foreigners_reach_the_station_and_are_left_out_where_there_are_none() -> None:
    (person,) = WORKLIST.people
    told = replace(
        WORKLIST,
        parameters=CaptureParameters(iris=Bounds(good=70, fair=60, attempts=5)),
        people=(replace(person, foreigner=True),),
    )

    assert worklist.decode_worklist(worklist.worklist_body(told)) == told
    plain = canonical.decode(worklist.worklist_body(WORKLIST), max_bytes=10**6)
    assert set(plain["parameters"]) == {"good", "fair", "attempts"}
    assert "foreigner" not in plain["people"][0]


@pytest.mark.parametrize("wrong", [{"iris": 7}, {"iris": {"good": 1}}, {"nose": {}}, {"good": "x"}])
def test_bounds_of_another_shape_are_refused(wrong: dict[str, object]) -> None:
    plain = canonical.decode(worklist.worklist_body(WORKLIST), max_bytes=10**6)
    plain["parameters"] |= wrong

    with pytest.raises(RuleBroken, match="worklist_malformed"):
        worklist.decode_worklist(canonical.encode(plain))
