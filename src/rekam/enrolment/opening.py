"""The first stage: a packet that arrived becomes a recording, or is refused and kept.

What takes time (unsealing, storing) is done outside; one short transaction commits the result.
"""

import uuid
from datetime import datetime
from functools import partial

from django.conf import settings

from rekam.abis import services as abis
from rekam.accounts import queries as accounts
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.devices.queries import station_keys
from rekam.enrolment import (
    capture_rules,
    checks,
    clocks,
    consenting,
    correcting,
    proving,
    queries,
    services,
    validation,
    waking,
)
from rekam.enrolment.models import Packet, PacketState, Record
from rekam.enrolment.openers import Delivered, opener_of
from rekam.enrolment.packet import Envelope, OpeningKeys, open_envelope, open_packet, open_parts
from rekam.enrolment.packet import Packet as OpenedPacket
from rekam.enrolment.packet_kind import Kind
from rekam.enrolment.rules import Mover, Status, print_from
from rekam.enrolment.storing import Stored, store
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.vault import queries as keys
from rekam.vault import services as vault

ACTOR = "pipeline"
# What stops the work and is nobody's fault but ours: the packet waits, it is not refused.
OURS = frozenset({"keys_missing", "vault_medium_away", "vault_content_missing", "vault_copy_wrong"})


def open_stage(packet: uuid.UUID, *, at: datetime) -> bool:
    """Open a received packet: a recording, or a refusal with its code; both bring receipt stage two.

    A packet of another kind goes to the room that opens it (`openers`).
    False when the packet is not waiting any more (a repeat is a no-op). Raises RuleBroken for what is
    wrong with the server itself; the packet then waits.
    """
    with scope(EVERYWHERE):
        row = Packet.objects.filter(uuid=packet, state=PacketState.RECEIVED).first()
    if row is None:
        return False
    vault.copy(row.address)
    # Without it the receipt stays at stage one: the laptop keeps its bytes, and all else goes on.
    row.copied_at = at if vault.bring_beyond(row.address) else None
    try:
        envelope, secrets = _sealed(row)
        proving.check_key(envelope.header, received=row.received_at)
        if envelope.header.kind is not Kind.RECORDING:
            return _hand_on(row, envelope=envelope, secrets=secrets, at=at)
        opened = open_packet(envelope, keys=secrets)
        check_captures(opened)
        unproved = proving.count_unproved(opened, received=row.received_at)
        stored = store(opened)
    except RuleBroken as broken:
        if broken.code in OURS:
            raise
        return _refuse(row, code=broken.code, at=at)
    with scope(EVERYWHERE):
        return _commit(row, opened=opened, stored=stored, unproved=unproved, at=at)


def _sealed(row: Packet) -> tuple[Envelope, OpeningKeys]:
    with scope(EVERYWHERE):
        stations, officers = station_keys(), accounts.signing_keys()
    envelope = open_envelope(vault.read(row.address), stations=stations)
    private, kid = keys.opening_keys(), envelope.header.server_kid
    if kid not in private and kid in keys.server_keys().seal:
        raise RuleBroken("keys_missing", file="opening-keys.json", kid=kid)  # ours, and away: it waits
    return envelope, OpeningKeys(private=private, officers=officers)


def _hand_on(row: Packet, *, envelope: Envelope, secrets: OpeningKeys, at: datetime) -> bool:
    """Let another room do what a packet asks, and take it; a refusal undoes all of it."""
    *papers, particulars = open_parts(envelope, keys=secrets)
    delivered = Delivered(
        header=envelope.header,
        sha256=envelope.sha256,
        particulars=particulars,
        papers=tuple(papers),
        received_at=row.received_at,
    )
    with scope(EVERYWHERE):
        locked = _locked(row)
        if locked is None:
            return False
        opener_of(envelope.header.kind)(delivered, at=at)
        locked.state, locked.copied_at = PacketState.ACCEPTED, row.copied_at
        locked.save(update_fields=["state", "copied_at"])
    return True


def check_captures(opened: OpenedPacket) -> None:
    """Whether an opened packet is a whole recording of one session. Raises the codes of `capture_rules`."""
    samples = [sample.facts for sample in opened.samples.values()]
    exceptions = opened.particulars.exceptions
    capture_rules.check_session(
        packet=opened.header.packet,
        transactions={facts.position: facts.transaction for facts in opened.header.samples},
    )
    for one in exceptions:
        capture_rules.check_exception(position=one.position, code=one.code, justification=one.justification)
    capture_rules.check_complete(
        qualities={facts.position: facts.quality for facts in samples},
        exceptions={one.position: one.code for one in exceptions},
        signed=opened.signature_image is not None,
        parameters=capture_rules.laxest(capture_rules.DEFAULTS, settings.REKAM_CAPTURE),
    )


def _refuse(row: Packet, *, code: str, at: datetime) -> bool:
    with scope(EVERYWHERE):
        locked = _locked(row)
        if locked is None:
            return False
        locked.state, locked.code, locked.copied_at = PacketState.REFUSED, code, row.copied_at
        locked.save(update_fields=["state", "code", "copied_at"])
        packet = str(row.uuid)
        audit(
            "enrolment.packet_refused",
            actor=ACTOR,
            at=at,
            subjects=[packet],
            purpose=Purpose.SYSTEM,
            case=packet,
            code=code,
        )
    return True


def _commit(row: Packet, *, opened: OpenedPacket, stored: Stored, unproved: int, at: datetime) -> bool:
    locked = _locked(row)
    if locked is None:
        return False
    record, question = _record(locked, opened=opened, stored=stored)
    told = opened.particulars
    exceptions = {one.position: one.code for one in told.exceptions}
    abis.admit(
        subject=record.subject,
        samples=stored.samples,
        missing=checks.missing_positions(exceptions, captured=stored.samples),
        captured_on=record.captured_on,
        at=at,
    )
    _journal(record, opened=opened)
    _climb(record, packet=locked, question=question, unproved=unproved, at=at)
    correcting.open_case(record, corrections=told.corrections, papers=stored.papers, at=at)
    consenting.keep(record, consents=told.consents)
    if not question:
        validation.count_away(record, person=told.person, at=at)
    locked.state, locked.copied_at = PacketState.ACCEPTED, row.copied_at
    locked.save(update_fields=["state", "copied_at"])
    if not question:
        waking.wake("extract", row.uuid)
    return True


def _locked(row: Packet) -> Packet | None:
    waiting = Packet.objects.select_for_update().filter(pk=row.pk, state=PacketState.RECEIVED)
    return waiting.first()


def _record(packet: Packet, *, opened: OpenedPacket, stored: Stored) -> tuple[Record, str]:
    person = opened.particulars.person
    received = packet.received_at
    # Not the day of capture: a clock that is wrong by years may change nothing.
    registered, question = validation.place(
        person, on=office_day(received), doubted={one.element for one in opened.particulars.corrections}
    )
    leading = registered is not None and not registered.is_recorded
    if registered is not None and leading:
        validation.step_back(registered.uuid)
    record = Record.objects.create(
        packet=packet,
        resident=registered.uuid if registered else None,
        # A second recording must not pull down what the register knows from the first.
        leading=leading,
        area_code=registered.area_code if registered else packet.area_code,
        served_in=packet.area_code,
        state_since=packet.received_at,
        print_from=print_from(born=registered.born, ever_married=registered.ever_married)
        if registered
        else None,
        officer=packet.officer,
        captured_on=office_day(clocks.believed_time(packet.captured_at, received=received)),
        received_at=received,
        particulars=stored.particulars,
        portrait=stored.portrait,
        signature=stored.signature,
        exception_photo=stored.exception_photo,
    )
    return record, question


def _climb(record: Record, *, packet: Packet, question: str, unproved: int, at: datetime) -> None:
    services.move(
        record=record.uuid,
        to=Status.BIO_CAPTURED,
        by=Mover.STATION,
        actor=packet.officer or ACTOR,
        at=packet.received_at,
        packet=str(packet.uuid),
        clock=packet.clock or None,
        unproved=unproved,
    )
    take = partial(services.move, record=record.uuid, by=Mover.PIPELINE, actor=ACTOR, at=at)
    if question:
        take(to=Status.REQUEST_VALIDATION, code=question)
        return
    take(to=Status.PROCESSING)


def _journal(record: Record, *, opened: OpenedPacket) -> None:
    """What the officer did at the station, into the audit; its words stay in the vault."""
    for number, entry in enumerate(opened.particulars.journal):
        audit(
            "station.act",
            actor=opened.header.officer,
            at=record.received_at,
            **queries.about(record, purpose=Purpose.RECORDING),
            act=entry.act[:60],
            station_clock=entry.at[:40],
            number=number,
        )
