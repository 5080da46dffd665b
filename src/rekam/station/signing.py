"""Closing a recording: checked as a whole, signed by station and officer, put into the outbox."""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from rekam.enrolment import capture_rules, packet
from rekam.enrolment.packet_parts import part_from, sample_from
from rekam.enrolment.particulars import SALT_BYTES, Particulars
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity
from rekam.station.photo import photo_of
from rekam.station.recording import MAX_FACTS_BYTES, Bench, journal, sample_facts
from rekam.station.slips import encode_slip, slip_of
from rekam.station.store.outbox import StoredPart
from rekam.station.store.visits import Draft, Recorded
from rekam.station.telling import PAPERS
from rekam.vault import officer_keys, sealing


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What a packet takes besides the draft: the station, the officer's passphrase, clocks."""

    station: Identity
    passphrase: str
    at: str
    monotonic_ms: Callable[[], int]
    parameters: capture_rules.CaptureParameters


def sign(bench: Bench, *, draft: Draft, signing: Signing) -> uuid.UUID:
    """Close a recording: the officer signs, and the packet waits in the outbox.

    Raises RuleBroken("passphrase_wrong", "notice_not_read", "photo_not_approved", "packet_already_queued",
    the codes of `check_complete` and `check_session`); then the draft stays as it was.
    """
    if not draft.notice:
        raise RuleBroken("notice_not_read")
    seed = officer_keys.unlock(signing.passphrase, against=bench.officer.verifier)
    facts = sample_facts(bench.outbox, draft=draft.id)
    parts = bench.outbox.parts(draft.id)
    qualities = {position: one.quality for position, one in facts.items()}
    capture_rules.check_complete(
        qualities=qualities,
        exceptions=draft.excepted(),
        signed=capture_rules.SIGNATURE in parts,
        parameters=signing.parameters,
    )
    if capture_rules.FACE in facts and not photo_of(bench.visits.journal_of(draft.id)).approved:
        raise RuleBroken("photo_not_approved")
    transactions = {position: one.transaction for position, one in facts.items()}
    capture_rules.check_session(packet=draft.id, transactions=transactions)
    journal(bench, draft=draft.id, act="signed_by_officer", about=bench.officer.username, at=signing.at)

    def build(sequence: int) -> tuple[bytes, bytes]:
        data = _packet(bench, draft=draft, parts=parts, sequence=sequence, signing=signing, seed=seed)
        return data, hashlib.sha256(data).digest()

    slip = slip_of(draft, qualities=qualities, signed=capture_rules.SIGNATURE in parts, at=signing.at)
    bench.visits.keep_slip(draft.id, slip=encode_slip(slip))
    bench.outbox.queue(packet=draft.id, build=build, at=signing.at)
    remember_recorded(bench, draft=draft, at=signing.at)
    return draft.id


def remember_recorded(bench: Bench, *, draft: Draft, at: str) -> None:
    """Note in the visit whose packet it was; repeated after a crash between the two stores."""
    person = draft.person
    bench.visits.keep_recorded(Recorded(packet=draft.id, resident=person.resident, name=person.name, at=at))


def _packet(
    bench: Bench, *, draft: Draft, parts: dict[str, StoredPart], sequence: int, signing: Signing, seed: bytes
) -> bytes:
    order = [position for position in capture_rules.SAMPLES if position in parts]
    facts = {
        position: canonical.decode(parts[position].facts, max_bytes=MAX_FACTS_BYTES) for position in parts
    }
    signature = facts.get(capture_rules.SIGNATURE)
    papers = [place for place in PAPERS if place in parts]
    particulars = packet.seal_particulars(
        Particulars(
            salt=secrets.token_bytes(SALT_BYTES),
            person=draft.person,
            exceptions=draft.exceptions,
            journal=bench.visits.journal_of(draft.id),
            corrections=draft.corrections,
            consents=draft.consents,
        ),
        to=draft.seal_public,
    )
    version, _, language = draft.notice.partition("/")
    header = packet.Header(
        packet=draft.id,
        station_kid=signing.station.kid,
        officer=bench.officer.username,
        officer_kid=bench.officer.verifier.kid,
        visit=draft.visit,
        captured_at=signing.at,
        sequence=sequence,
        monotonic_ms=signing.monotonic_ms(),
        notice_version=version,
        notice_language=language,
        server_kid=sealing.kid_of(draft.seal_public),
        samples=tuple(sample_from(facts[position]) for position in order),
        signature=part_from(signature, where="signature") if signature else None,
        particulars=particulars.facts,
        papers=tuple(part_from(facts[place], where="papers") for place in papers),
    )
    last = [capture_rules.SIGNATURE] if signature else []
    sealed = [*(parts[position].sealed for position in (*order, *last, *papers)), particulars.sealed]
    return packet.build(header=header, parts=sealed, station_seed=signing.station.seed, officer_seed=seed)
