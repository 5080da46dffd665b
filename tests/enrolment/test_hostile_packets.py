"""Forged, altered, replayed, cross-bound and revoked packets: none is accepted, each has its reason; honest
ones always are.

`--runs N` alters so many packets, from `--seed` on.
"""

import random
import uuid
from collections import Counter
from collections.abc import Callable, Mapping

import pytest

from rekam.devices.services import switch_off
from rekam.enrolment import capture_rules, intake, opening
from rekam.enrolment import packet as packets
from rekam.enrolment.models import Packet
from rekam.enrolment.packet import OpeningKeys
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from rekam.vault import services as vault
from tests.enrolment import hostile
from tests.enrolment.scene import NOON, OFFICER, STATION, STATIONS, STRANGER, WALK_IN, Sending, Session

RUNS = 2_000
SERVER = bytes([3]) * 32
SERVER_PUBLIC = sealing.seal_public(SERVER)
OFFICERS = {sealing.kid_of(sealing.signing_public(OFFICER)): sealing.signing_public(OFFICER)}
KEYS = OpeningKeys(private={sealing.kid_of(SERVER_PUBLIC): SERVER}, officers=OFFICERS)
RECORDS = {"right_thumb": b"FIR thumb" * 30, "iris_left": b"IIR left" * 20, "face": b"FAC face" * 20}


def judged(data: bytes, *, packet: uuid.UUID) -> str:
    """The code that door and worker give a packet, "" when it is accepted (without a database)."""
    try:
        envelope = packets.open_envelope(data, stations=STATIONS)
        if envelope.header.packet != packet:
            raise RuleBroken("packet_id_wrong")
        opened = packets.open_packet(envelope, keys=KEYS)
        opening.check_captures(opened)
    except RuleBroken as broken:
        return broken.code
    return ""


def test_no_altered_packet_is_accepted_and_every_honest_one_is(request: pytest.FixtureRequest) -> None:
    runs = request.config.getoption("--runs", default=0) or RUNS
    chance = random.Random(request.config.getoption("--seed", default=1))
    ways: tuple[Callable[..., bytes], ...] = (hostile.bytes_altered, hostile.field_altered)
    counted: Counter[str] = Counter()
    for number in range(runs):
        if number % 20 == 0:
            sent = Session(person=WALK_IN, records=RECORDS).send(to=SERVER_PUBLIC)
            assert judged(sent.data, packet=sent.id) == ""
        altered = ways[number % 2](sent.data, chance=chance)
        counted[judged(altered, packet=sent.id)] += 1
    assert counted[""] == 0
    assert all(code.startswith("packet_") for code in counted), counted
    assert len(counted) >= 5, counted  # by different reasons, not all by the first look


def forged_station() -> Sending:
    return Session(person=WALK_IN).send(station=STRANGER)


def station_signature_of_a_stranger() -> Sending:
    sent = Session(person=WALK_IN).send()
    header = packets.open_envelope(sent.data, stations=STATIONS).header_bytes
    ours = sealing.sign(header, seed=STATION, domain=packets.STATION_DOMAIN)
    theirs = sealing.sign(header, seed=STRANGER, domain=packets.STATION_DOMAIN)
    return Sending(id=sent.id, data=sent.data.replace(ours, theirs))


def forged_officer() -> Sending:
    return Session(person=WALK_IN).send(officer=STRANGER)


def altered_part() -> Sending:
    sent = Session(person=WALK_IN, records={"face": b"FAC" * 50}).send()
    part = packets.open_envelope(sent.data, stations=STATIONS).parts[0]
    return Sending(id=sent.id, data=sent.data.replace(part[-20:], bytes(20)))


def sent_again_under_another_id() -> Sending:
    return Sending(id=uuid.uuid4(), data=Session(person=WALK_IN).send().data)


def sample_of_another_packet() -> Sending:
    """What a laptop with all keys could do: the transaction tells whose capture it was."""
    other = uuid.uuid4()
    stolen = f"{capture_rules.transaction_prefix(other)}-1"
    return Session(person=WALK_IN, records={"face": b"FAC"}, transaction=stolen).send()


def sealed_to_another_server() -> Sending:
    return Session(person=WALK_IN).send(to=sealing.seal_public(STRANGER))


ATTACKS: Mapping[str, Callable[[], Sending]] = {
    "packet_station_unknown": forged_station,
    "packet_station_signature_wrong": station_signature_of_a_stranger,
    "packet_officer_unknown": forged_officer,
    "packet_part_altered": altered_part,
    "packet_id_wrong": sent_again_under_another_id,
    "sample_of_another_session": sample_of_another_packet,
    "packet_key_unknown": sealed_to_another_server,
}


def arrived(sent: Sending) -> tuple[str, str]:
    """State and code after door and worker."""
    row = intake.receive(sent.data, packet=sent.id, at=NOON)
    opening.open_stage(sent.id, at=NOON)
    with scope(EVERYWHERE):
        row = Packet.objects.get(pk=row.pk)
    return row.state, row.code


@pytest.mark.usefixtures("server")
def test_each_attack_has_its_reason_and_is_kept_and_honest_ones_pass_among_them() -> None:
    honest = [Session(person=WALK_IN).send() for _ in ATTACKS]
    for (code, attack), sound in zip(ATTACKS.items(), honest, strict=True):
        sent = attack()
        assert arrived(sent) == ("refused", code)
        assert arrived(sound) == ("accepted", "")
        with scope(EVERYWHERE):
            assert vault.read(Packet.objects.get(uuid=sent.id).address) == sent.data
    for sound in honest:  # replayed: nothing happens
        assert arrived(sound) == ("accepted", "")
    with scope(EVERYWHERE):
        assert Packet.objects.count() == 2 * len(ATTACKS)


@pytest.mark.usefixtures("server")
def test_a_revoked_station_is_refused_by_name_from_then_on() -> None:
    before, after = (Session(person=WALK_IN).send() for _ in range(2))
    intake.receive(before.data, packet=before.id, at=NOON)
    with scope(EVERYWHERE):
        switch_off(kid=next(iter(STATIONS)), actor="test", at=NOON)
    assert arrived(after) == ("refused", "packet_station_off")
    assert arrived(before) == ("accepted", "")  # it came while the station was on
