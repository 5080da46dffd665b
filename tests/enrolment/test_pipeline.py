"""From packet to decision: print-ready, duplicate, adjudication, failure; each with its reason."""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rekam.abis import reading
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.models import SearchRun, Template
from rekam.accounts.models import Account
from rekam.audit.models import Entry
from rekam.enrolment import intake, pipeline, queries, rules, validation
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.enrolment.operators.models import OfficerBody
from rekam.enrolment.operators.rules import Standing
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from rekam.vault import rotation, sealing
from rekam.vault import services as vault
from tests.enrolment import bodies
from tests.enrolment.scene import (
    NOON,
    OFFICER,
    OFFICER_NAME,
    SERANG,
    STRANGER,
    Sending,
    Session,
    make_resident,
    person_of,
)

pytestmark = pytest.mark.usefixtures("server")
WOMAN, OTHER, THIRD = "3673024101900001", "3673024101900002", "3673024101900003"


@pytest.fixture
def resident() -> Callable[..., Resident]:
    def make(nik: str = WOMAN, **more: object) -> Resident:
        with scope(EVERYWHERE):
            return make_resident(nik=nik, **more)

    return make


def take_in(sent: Sending) -> uuid.UUID:
    with scope(EVERYWHERE):
        intake.receive(sent.data, packet=sent.id, at=NOON)
    return sent.id


def record_of(packet: uuid.UUID) -> Record:
    with scope(EVERYWHERE):
        return Record.objects.get(packet__uuid=packet)


def refused(packet: uuid.UUID) -> str:
    with scope(EVERYWHERE):
        row = Packet.objects.get(uuid=packet)
        assert row.state == "refused"
        assert not Record.objects.filter(packet=row).exists()
        return row.code


def code_of(record: Record) -> str:
    with scope(EVERYWHERE):
        return str(queries.events(record)[-1].facts.get("code", ""))


def session(resident: Resident, *, seed: int = 1, impression: int = 0, **more: object) -> Session:
    parts = bodies.records(seed, impression=impression)
    return Session(person=person_of(resident), records=parts, **more)  # type: ignore[arg-type]


def test_a_person_becomes_print_ready_step_by_step(resident: Callable[..., Resident]) -> None:
    person = resident()
    packet = take_in(session(person).send())

    assert pipeline.run_waiting() == 3

    record = record_of(packet)
    with scope(EVERYWHERE):
        steps = [Status(event.status) for event in queries.events(record)]
        person.refresh_from_db()
        portrait = queries.portrait(record)
        assert queries.find_record_of(person.uuid) == record
        assert queries.print_ready(10) == [record]
        [run] = SearchRun.objects.all()
    assert steps == [
        Status.BIO_CAPTURED,
        Status.PROCESSING,
        Status.SENT_FOR_ENROLLMENT,
        Status.RECEIVED_AT_CENTRAL,
        Status.SENT_FOR_DEDUP,
        Status.PRINT_READY_RECORD,
    ]
    assert rules.fold(steps) == record.state == person.ektp_status
    assert (person.recorded_on, person.print_ready_on is not None) == (date(2026, 11, 24), True)
    assert portrait.startswith(b"\x89PNG")
    assert (run.outcome, run.gallery, run.candidates) == ("none", 0, [])
    assert run.parameters["target_fpir"] == 0.001
    assert Entry.objects.filter(action="station.act", subjects__contains=[str(record.uuid)]).exists()


def test_every_stage_repeated_is_a_no_op(resident: Callable[..., Resident]) -> None:
    packet = take_in(session(resident()).send())
    for stage in pipeline.STAGES:
        assert pipeline.run(stage, packet)
    before = record_of(packet)
    for stage in pipeline.STAGES:
        assert not pipeline.run(stage, packet)
    assert pipeline.run_waiting() == 0
    assert record_of(packet).state_since == before.state_since
    assert Template.objects.count() == SearchRun.objects.count() == 1


def test_the_same_body_under_another_nik_is_a_duplicate(resident: Callable[..., Resident]) -> None:
    first = take_in(session(resident()).send())
    stranger = take_in(session(resident(OTHER), seed=2).send())
    pipeline.run_waiting()
    again = take_in(session(resident(THIRD), seed=1, impression=1).send())
    pipeline.run_waiting()

    assert record_of(first).state == Status.PRINT_READY_RECORD
    assert record_of(stranger).state == Status.PRINT_READY_RECORD
    caught = record_of(again)
    assert caught.state == Status.DUPLICATE_RECORD
    with scope(EVERYWHERE):
        assert queries.events(caught)[-1].facts["other"] == str(record_of(first).uuid)
        assert [one.nik for one in queries.people_of_decision(caught)] == [THIRD, WOMAN]


def test_of_two_in_the_same_minute_the_second_finds_the_first(resident: Callable[..., Resident]) -> None:
    first = take_in(session(resident()).send())
    second = take_in(session(resident(OTHER), impression=1).send())
    for stage in pipeline.STAGES:  # both at each stage, and the second searched before the first
        for packet in (first, second) if stage != "search" else (second, first):
            pipeline.run(stage, packet)
    assert record_of(first).state == Status.PRINT_READY_RECORD
    assert record_of(second).state == Status.DUPLICATE_RECORD


def test_a_second_recording_of_a_nik_offers_the_move_and_leaves_the_register_alone(
    resident: Callable[..., Resident],
) -> None:
    person = resident()
    take_in(session(person).send())
    pipeline.run_waiting()
    again = take_in(session(person, impression=1).send())
    pipeline.run_waiting()
    record = record_of(again)
    assert (record.state, code_of(record)) == (Status.REQUEST_VALIDATION, "already_recorded")
    with scope(EVERYWHERE):
        person.refresh_from_db()
    assert person.ektp_status == Status.PRINT_READY_RECORD


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nik": None, "resident": None}, "nik_missing"),
        ({"nik": "3673024101900099", "resident": None}, "nik_unknown"),
        ({"nik": "3673024101900099"}, "resident_nik_differs"),
        ({"sex": "L"}, "sex_differs"),
        ({"birth_date": date(1991, 1, 1)}, "birth_date_differs"),
    ],
)
def test_a_contradiction_asks_the_region_to_look(
    resident: Callable[..., Resident], change: dict[str, object], code: str
) -> None:
    whole = session(resident())
    packet = take_in(replace(whole, person=replace(whole.person, **change)).send())  # type: ignore[arg-type]
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, code_of(record)) == (Status.REQUEST_VALIDATION, code)
    assert not Template.objects.exists()


def test_after_a_failure_the_next_recording_is_wanted_and_leads(resident: Callable[..., Resident]) -> None:
    person = resident()
    bad = replace(session(person), records=bodies.records(1) | {"right_thumb": b"rubbish"})
    failed = take_in(bad.send())
    pipeline.run_waiting()
    again = take_in(session(person).send())
    pipeline.run_waiting()
    assert record_of(failed).state == Status.ENROLL_FAILURE_AT_CENTRAL
    assert record_of(again).state == Status.PRINT_READY_RECORD
    with scope(EVERYWHERE):
        person.refresh_from_db()
        assert queries.find_record_of(person.uuid) == record_of(again)
    assert person.ektp_status == Status.PRINT_READY_RECORD


def test_a_corrected_register_lets_the_recording_go_on(resident: Callable[..., Resident]) -> None:
    person = resident(sex="L")
    packet = take_in(replace(session(person), person=replace(person_of(person), sex="P")).send())
    pipeline.run_waiting()
    record = record_of(packet)
    with scope(EVERYWHERE):
        with pytest.raises(RuleBroken) as refused_:
            validation.check_again(record=record.uuid, nik=None, actor="ana", at=NOON)
        assert refused_.value.facts == {"question": "sex_differs"}
        Resident.objects.filter(pk=person.pk).update(sex="P")
        validation.check_again(record=record.uuid, nik=None, actor="ana", at=NOON)
    pipeline.run_waiting()
    assert record_of(packet).state == Status.PRINT_READY_RECORD


def test_a_mans_nik_of_a_woman_is_asked_before_it_is_sent_and_passes_once_somebody_has_looked(
    resident: Callable[..., Resident],
) -> None:
    person = resident("3673020101900001")
    packet = take_in(session(person).send())
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, code_of(record)) == (Status.REQUEST_VALIDATION, "nik_sex_differs")
    with scope(EVERYWHERE):
        validation.check_again(record=record.uuid, nik=None, actor="ana", at=NOON)
    assert record_of(packet).state == Status.PROCESSING


def test_a_walk_in_goes_on_once_somebody_says_who_it_is(resident: Callable[..., Resident]) -> None:
    person = resident()
    walk_in = replace(person_of(person), nik=None, resident=None)
    packet = take_in(replace(session(person), person=walk_in).send())
    pipeline.run_waiting()
    record = record_of(packet)
    with scope(EVERYWHERE):
        validation.check_again(record=record.uuid, nik=WOMAN, actor="ana", at=NOON)
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, record.resident) == (Status.PRINT_READY_RECORD, person.uuid)
    with scope(EVERYWHERE):
        person.refresh_from_db()
    assert person.recorded_on is not None


def test_a_sixteen_year_old_is_recorded_and_waits_for_the_birthday(
    resident: Callable[..., Resident],
) -> None:
    packet = take_in(session(resident(birth_date=date(2010, 3, 1))).send())
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, record.print_from) == (Status.PRINT_READY_RECORD, date(2027, 3, 1))
    with scope(EVERYWHERE):
        assert queries.print_ready(10, on=date(2027, 2, 28)) == []
        assert queries.print_ready(10, on=date(2027, 3, 1)) == [record]


def test_a_child_waits_for_validation(resident: Callable[..., Resident]) -> None:
    packet = take_in(session(resident(birth_date=date(2011, 3, 1))).send())
    pipeline.run_waiting()
    assert code_of(record_of(packet)) == "too_young"


def test_the_officers_own_body_in_a_residents_record_is_stopped(resident: Callable[..., Resident]) -> None:
    officer = resident()
    with scope(EVERYWHERE):
        Account.objects.filter(username=OFFICER_NAME).update(resident=officer.uuid)
    take_in(session(officer).send())
    pipeline.run_waiting()
    packet = take_in(session(resident(OTHER), impression=1).send())
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, code_of(record)) == (Status.REQUEST_VALIDATION, "operators_own_body")
    with scope(EVERYWHERE):
        validation.check_again(record=record.uuid, nik=None, actor="vera", at=NOON)
    pipeline.run_waiting()
    assert record_of(packet).state == Status.DUPLICATE_RECORD  # looked at once, then decided like any other


def test_what_a_revoked_key_signed_is_refused_from_its_revocation_on(
    resident: Callable[..., Resident],
) -> None:
    with scope(EVERYWHERE):
        account = Account.objects.get(username=OFFICER_NAME)
        account.revoked_keys.create(
            public=sealing.signing_public(OFFICER), revoked_at=NOON - timedelta(hours=1), revoked_by="adi"
        )
    before, after = ((NOON - timedelta(hours=ago)).isoformat() for ago in (2, 1))
    late = session(resident(OTHER), captured_at=after).send()
    early = session(resident(), captured_at=before).send()
    no_clock = session(resident(THIRD), captured_at="1970-01-01T00:00:00+00:00").send()
    for sent in (late, early, no_clock):
        take_in(sent)
        pipeline.run("open", sent.id)
    assert refused(late.id) == refused(no_clock.id) == "packet_officer_key_revoked"
    assert record_of(early.id).state == Status.PROCESSING


def test_the_officers_body_as_a_witness_saw_it_is_stopped_before_it_is_searched(
    resident: Callable[..., Resident],
) -> None:
    person = resident()
    template = reading.read_body(bodies.records(1, impression=1), extractor=Extractor.MINDTCT).template
    assert template is not None
    with scope(EVERYWHERE):
        OfficerBody.objects.create(
            uuid=uuid.uuid4(),
            area_code="36.73",
            officer=OFFICER_NAME,
            standing=Standing.CONFIRMED,
            template=vault.keep(template.to_bytes(), kind="officer"),
            taken_at=NOON,
        )
    packet = take_in(session(person).send())
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, code_of(record)) == (Status.REQUEST_VALIDATION, "operators_own_body")
    with scope(EVERYWHERE):
        assert not Template.objects.exists()  # nobody else is found to be the officer's double

        validation.check_again(record=record.uuid, nik=None, actor="vera", at=NOON)
    pipeline.run_waiting()  # an office has looked: it does not come back for the same match
    assert record_of(packet).state == Status.PRINT_READY_RECORD


def test_a_recording_belongs_to_the_domicile_and_names_where_it_was_served(
    resident: Callable[..., Resident],
) -> None:
    packet = take_in(session(resident(area_code=SERANG)).send())
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.area_code, record.served_in) == (SERANG, "36.73.02.1001")


def bomb() -> bytes:
    import struct
    import zlib

    from rekam.abis.engine.formats import finger

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10**6)))
    whole = bodies.records(1)["right_thumb"]
    at = whole.index(b"\x89PNG")
    assert finger.SHAPE.magic == whole[:4]
    grown = len(png) - (len(whole) - at)
    made = bytearray(whole[:at] + png)
    for place, width in ((8, 4), (16, 4), (at - 4, 4)):
        told = int.from_bytes(made[place : place + width], "big") + grown
        made[place : place + width] = told.to_bytes(width, "big")
    return bytes(made)


@pytest.mark.parametrize(
    ("position", "content", "code"),
    [
        ("right_thumb", b"FIR\0rubbish", "image_record_invalid"),
        ("right_thumb", b"", "image_record_invalid"),
        ("right_thumb", "bomb", "image_too_large"),
        ("right_thumb", "other finger", "position_contradicts_record"),
        ("face", b"FAC\0", "image_record_invalid"),
    ],
)
def test_an_image_that_is_not_what_it_says_fails_with_its_part_and_code(
    resident: Callable[..., Resident], position: str, content: bytes | str, code: str
) -> None:
    parts = bodies.records(1)
    bad = {"bomb": bomb, "other finger": lambda: parts["left_index"]}
    content = bad[content]() if isinstance(content, str) else content
    whole = session(resident())
    packet = take_in(replace(whole, records=parts | {position: content}).send())
    pipeline.run_waiting()
    record = record_of(packet)
    assert (record.state, code_of(record)) == (Status.ENROLL_FAILURE_AT_CENTRAL, code)
    with scope(EVERYWHERE):
        assert queries.events(record)[-1].facts["position"] == position


def test_a_face_alone_is_too_little_to_tell_somebody_from_all_others(
    resident: Callable[..., Resident],
) -> None:
    whole = session(resident())
    packet = take_in(replace(whole, records={"face": bodies.records(1)["face"]}).send())
    pipeline.run_waiting()
    assert code_of(record_of(packet)) == "too_little_to_search"


def test_without_fingers_the_irises_are_recorded(resident: Callable[..., Resident]) -> None:
    irises = bodies.records(1, parts=(Position.IRIS_LEFT, Position.IRIS_RIGHT))
    packet = take_in(replace(session(resident()), records=irises).send())
    pipeline.run_waiting()
    assert record_of(packet).state == Status.PRINT_READY_RECORD


def test_what_only_the_worker_can_see_is_refused_kept_and_receipted(
    resident: Callable[..., Resident],
) -> None:
    person = resident()
    wrong_key = bytes(range(32))
    from rekam.vault import sealing

    cases = {
        "packet_officer_unknown": session(person).send(officer=STRANGER),
        "packet_key_unknown": session(person).send(to=sealing.seal_public(wrong_key)),
        "sample_of_another_session": session(person, transaction=uuid.uuid4().hex + "-1").send(),
        "quality_without_reason": session(person, quality=10).send(),
        "packet_malformed": replace(
            session(person), person=replace(person_of(person), nik="36730241019OOOO1")
        ).send(),
        "image_invalid": session(person, signature=b"no image").send(),
    }
    for code, sent in cases.items():
        packet = take_in(sent)
        pipeline.run_waiting()
        assert refused(packet) == code
        row = intake.find_packet(packet)
        assert row is not None
        assert row.copied_at is not None


def test_a_station_that_was_away_while_keys_changed_loses_nothing(
    resident: Callable[..., Resident], server: Path
) -> None:
    """Sealed three months before it comes back; the key was replaced twice, and once is not on the worker."""
    sent = replace(session(resident()), captured_at="2026-08-26T08:14:00+07:00").send()
    opening = server / "keys" / "opening-keys.json"
    before = opening.read_bytes()
    for days in (60, 20):
        rotation.announce(today=NOON.date() - timedelta(days=days))
        rotation.use(today=NOON.date() - timedelta(days=days - 10))
    whole = opening.read_bytes()
    old = next(iter(json.loads(before)))
    opening.write_text(json.dumps({kid: key for kid, key in json.loads(whole).items() if kid != old}))

    packet = take_in(sent)
    pipeline.run_waiting()
    with pytest.raises(RuleBroken, match="keys_missing"):
        pipeline.run("open", packet, at=NOON)
    row = intake.find_packet(packet)
    assert row is not None
    assert row.state == PacketState.RECEIVED

    opening.write_bytes(whole)  # from the safe
    pipeline.run_waiting()
    assert record_of(packet).state == Status.PRINT_READY_RECORD


def test_of_two_packets_opened_at_once_the_second_sees_the_first(
    resident: Callable[..., Resident], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = resident()
    packet = take_in(session(person).send())

    def other_worker_was_first(held: uuid.UUID) -> None:
        Resident.objects.filter(uuid=held).update(recorded_on=date(2026, 11, 24))

    monkeypatch.setattr(validation.registry_services, "hold", other_worker_was_first)
    pipeline.run("open", packet, at=NOON)

    record = record_of(packet)
    assert (record.state, record.leading) == (Status.REQUEST_VALIDATION, False)
