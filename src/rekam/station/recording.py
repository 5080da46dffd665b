"""Recording one person: start, notice, captures, exceptions and signature (`signing` makes the packet).

Each act ends on the disk. A capture that is refused, for whatever reason, changes nothing.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rekam.devices.adapters.sbi.answers import Record
from rekam.devices.adapters.sbi.client import Capture
from rekam.enrolment import capture_rules, packet
from rekam.enrolment.device_proof import token_of
from rekam.enrolment.packet_parts import (
    DeviceIdentity,
    SampleFacts,
    part_map,
    sample_from,
    sample_map,
)
from rekam.enrolment.particulars import CaptureException, JournalEntry, Person
from rekam.enrolment.worklist import Officer, WorkList
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.station.judging import Judged
from rekam.station.session_gallery import SessionGallery, merged
from rekam.station.signature import clean_signature
from rekam.station.store.outbox import Outbox, State, StoredPart
from rekam.station.store.visits import Draft, Visits

MAX_FACTS_BYTES = 16_384


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a recording works with: the stores, the officer at work and the session's small gallery."""

    outbox: Outbox
    visits: Visits
    officer: Officer
    gallery: SessionGallery


@dataclass(frozen=True, kw_only=True)
class Captured:
    """How one position of a capture went: its quality now, and whether an earlier better one was kept."""

    position: str
    quality: int
    preview: bytes
    kept_earlier: bool


def start(bench: Bench, *, person: Person, worklist: WorkList, at: str) -> Draft:
    """Begin with a person, or go on with their draft.

    Raises RuleBroken("already_recorded_here") while a packet of theirs is on its way or accepted: a second
    recording would only be a duplicate. After a refusal they may be recorded again. A full disk stops here,
    before a person is begun, and nowhere later: RuleBroken("store_almost_full").
    """
    _check_not_recorded(bench, resident=person.resident)
    for draft in bench.visits.drafts():
        if person.resident is not None and draft.person.resident == person.resident:
            return draft
    bench.outbox.check_room()
    draft = Draft(
        id=uuid.uuid4(),
        person=person,
        visit=worklist.visit,
        started_at=at,
        seal_public=worklist.seal_keys[worklist.seal_kid],
    )
    bench.visits.keep_draft(draft)
    journal(bench, draft=draft.id, act="started", about="walk_in" if person.resident is None else "", at=at)
    return draft


def give_up(bench: Bench, *, draft: Draft, at: str) -> None:
    """Forget a draft and its parts; the journal of the visit keeps that it was."""
    bench.outbox.drop_draft(draft.id)
    bench.visits.drop_draft(draft.id)
    bench.gallery.forget(draft.id)
    journal(bench, draft=None, act="given_up", about=draft.id.hex, at=at)


def wanted_capture(draft: Draft, *, positions: Sequence[str], good: int) -> Capture:
    """What to ask the scanner for: the positions that the person has, chained to the record before.

    Raises RuleBroken("notice_not_read" | "nothing_to_capture").
    """
    if not draft.notice:
        raise RuleBroken("notice_not_read")
    absent = {one.position for one in draft.exceptions if one.code not in capture_rules.WITH_SAMPLE}
    present = tuple(position for position in positions if position not in absent)
    if not present:
        raise RuleBroken("nothing_to_capture")
    return Capture(
        positions=present,
        exceptions=tuple(position for position in positions if position in absent),
        transaction=f"{capture_rules.transaction_prefix(draft.id)}-{secrets.token_hex(4)}",
        wanted_score=good,
        previous=draft.last,
    )


def keep_capture(
    bench: Bench, *, draft: Draft, judged: Sequence[Judged], transaction: str, at: str, flaws: int = 0
) -> list[Captured]:
    """Seal the best sample of each position, and keep it; `body_check` said whose body it is.

    flaws   findings of the photograph that is kept so far; fewer of them count before quality
    """
    template = merged(one.template for one in judged if one.template is not None)
    positions = tuple(one.record.position for one in judged)
    stored = sample_facts(bench.outbox, draft=draft.id)
    tries = dict(draft.tries)
    other_hand = bench.gallery.shows_another_hand(template, draft=draft.id)
    parts, captured = {}, []
    for one in judged:
        position = one.record.position
        better = other_hand or position not in stored or _is_better(one, than=stored[position], flaws=flaws)
        if better:
            parts[position] = sealed_sample(
                one,
                position=position,
                draft=draft,
                transaction=transaction,
                retries=tries.get(position, 0),
            )
        quality = one.quality if better else stored[position].quality
        captured.append(
            Captured(position=position, quality=quality, preview=one.preview, kept_earlier=not better)
        )
    bench.outbox.keep_parts(draft=draft.id, parts=parts)
    bench.gallery.keep_person(draft.id, template=template)
    bench.visits.keep_draft(replace(draft.tried(positions), last=judged[-1].record.chain))
    journal(bench, draft=draft.id, act="captured", about=",".join(positions), at=at)
    return captured


def except_part(bench: Bench, *, draft: Draft, exception: CaptureException, at: str) -> Draft:
    """Note that a part is missing, or cannot be better. Raises RuleBroken as `check_exception` does."""
    position, code = exception.position, exception.code
    capture_rules.check_exception(position=position, code=code, justification=exception.justification)
    captured = position in bench.outbox.parts(draft.id)
    if code in capture_rules.WITH_SAMPLE and not captured:
        raise RuleBroken("exception_without_sample", position=position, exception=code)
    if code not in capture_rules.WITH_SAMPLE:
        bench.outbox.drop_part(draft=draft.id, position=position)
    draft = draft.with_exception(exception)
    bench.visits.keep_draft(draft)
    journal(bench, draft=draft.id, act="excepted", about=f"{position}:{code}", at=at)
    return draft


def withdraw_exception(bench: Bench, *, draft: Draft, position: str, at: str) -> Draft:
    """The part is there after all."""
    draft = draft.without_exception(position)
    bench.visits.keep_draft(draft)
    journal(bench, draft=draft.id, act="exception_withdrawn", about=position, at=at)
    return draft


def keep_signature(bench: Bench, *, draft: Draft, image: bytes, at: str) -> bytes:
    """Seal and keep the person's signature; the PNG as it was kept.

    Raises RuleBroken("notice_not_read" | "signature_invalid" | "signature_empty").
    """
    if not draft.notice:
        raise RuleBroken("notice_not_read")
    clean = clean_signature(image)
    part = packet.seal_part(clean, to=draft.seal_public)
    stored = StoredPart(facts=canonical.encode(part_map(part.facts)), sealed=part.sealed)
    bench.outbox.keep_part(draft=draft.id, position=capture_rules.SIGNATURE, part=stored)
    bench.visits.keep_draft(draft.without_exception(capture_rules.SIGNATURE))
    journal(bench, draft=draft.id, act="signed_by_person", about="", at=at)
    return clean


def sample_facts(outbox: Outbox, *, draft: uuid.UUID) -> dict[str, SampleFacts]:
    """The facts of a draft's samples of the body by position; the samples themselves nobody here can read."""
    return {
        position: sample_from(canonical.decode(part.facts, max_bytes=MAX_FACTS_BYTES))
        for position, part in outbox.parts(draft).items()
        if position in capture_rules.POSITIONS
    }


def _check_not_recorded(bench: Bench, *, resident: uuid.UUID | None) -> None:
    if resident is None:
        return
    packets = {one.packet for one in bench.visits.recorded() if one.resident == resident}
    if any(row.packet in packets and row.state is not State.REFUSED for row in bench.outbox.rows()):
        raise RuleBroken("already_recorded_here")


def _is_better(judged: Judged, *, than: SampleFacts, flaws: int) -> bool:
    kept = flaws if judged.record.position == capture_rules.FACE else 0
    return (-len(judged.findings), judged.quality) >= (-kept, than.quality)


def sealed_sample(
    judged: Judged, *, position: str, draft: Draft, transaction: str, retries: int
) -> StoredPart:
    """A record sealed to the server, with the facts that stay readable."""
    record: Record = judged.record
    part = packet.seal_part(record.record, to=draft.seal_public)
    facts = SampleFacts(
        position=position,
        format=record.format,
        plain=part.facts.plain,
        sealed=part.facts.sealed,
        device=DeviceIdentity(
            serial=record.device.serial,
            make=record.device.make,
            model=record.device.model,
            provider=record.device.provider,
        ),
        transaction=transaction,
        previous=record.previous,
        chain=record.chain,
        quality=judged.quality,
        retries=retries,
        taken_at=record.taken_at,
        token=token_of(record.signed, record=record.record) if record.signed else b"",
    )
    return StoredPart(facts=canonical.encode(sample_map(facts)), sealed=part.sealed)


def journal(bench: Bench, *, draft: uuid.UUID | None, act: str, about: str, at: str) -> None:
    """Write down what the officer did; what is said of a draft travels in its packet."""
    entry = JournalEntry(at=at, act=act, about=about)
    bench.visits.write_journal(entry, officer=bench.officer.username, draft=draft)
