"""The stages after opening: read the body, then search it among all and decide."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rekam.abis import queries as abis_queries
from rekam.abis import rules as abis_rules
from rekam.abis import services as abis
from rekam.abis.rules import Answer, Outcome
from rekam.abis.services import Found
from rekam.accounts import queries as accounts
from rekam.enrolment import checks, services, waking
from rekam.enrolment.models import Record, Submission
from rekam.enrolment.opening import ACTOR
from rekam.enrolment.operators.queries import shows_officer
from rekam.enrolment.rules import Mover, Status
from rekam.enrolment.waiting.rules import UNDER_A_WRONG_NIK
from rekam.kernel.database import EVERYWHERE, scope

if TYPE_CHECKING:
    from rekam.abis.engine.template import PersonTemplate


OWN_BODY = "operators_own_body"


def extract_stage(packet: uuid.UUID, *, at: datetime) -> bool:
    """Read the body of a recording that passed its checks, and send it on.

    A body that cannot be read, or too little of it, is ENROLL_FAILURE_AT_CENTRAL with the part and its code;
    the body of the officer who signed the packet, as it was taken before a witness, is REQUEST_VALIDATION.
    False when the recording does not stand at PROCESSING (a repeat is a no-op).
    """
    record = _find(packet, state=Status.PROCESSING)
    if record is None:
        return False
    body = abis.read_subject(record.subject)
    template = body.template
    if template is not None and _shows_the_officer(record, template=template):
        return _ask(record, at=at)
    if template is not None and abis_rules.can_be_searched(template.positions):
        abis.enrol(subject=record.subject, template=template, qualities=body.qualities, at=at)
        code, position = "", ""
    else:
        position, code = next(iter(body.problems.items()), ("", "too_little_to_search"))
    with scope(EVERYWHERE):
        if _locked(record, state=Status.PROCESSING) is None:
            return False
        for status in (Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL):
            _step(record, to=status, at=at)
        if code:
            failed = Status.ENROLL_FAILURE_AT_CENTRAL
            _step(record, to=failed, at=at, code=code, position=position)
            return True
        _step(record, to=Status.SENT_FOR_DEDUP, at=at)
        waking.wake("search", packet)
    return True


def _shows_the_officer(record: Record, *, template: "PersonTemplate") -> bool:
    with scope(EVERYWHERE):
        return not _is_excused(record) and shows_officer(template, officer=record.officer)


def _ask(record: Record, *, at: datetime) -> bool:
    """Stop before the search: the engine does not take this body in, or others would be found to be it."""
    with scope(EVERYWHERE):
        if _locked(record, state=Status.PROCESSING) is None:
            return False
        for status in (Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL, Status.SENT_FOR_DEDUP):
            _step(record, to=status, at=at)
        _step(record, to=Status.REQUEST_VALIDATION, at=at, code=OWN_BODY)
    return True


def search_stage(packet: uuid.UUID, *, at: datetime) -> bool:
    """Search a body among all and decide what becomes of its recording.

    Nobody else: PRINT_READY_RECORD. Somebody else beyond doubt: DUPLICATE_RECORD. Otherwise two people look:
    ADJUDICATE_RECORD. The officer who signed the packet: REQUEST_VALIDATION.
    False when the recording does not stand at SENT_FOR_DEDUP (a repeat is a no-op).
    """
    record = _find(packet, state=Status.SENT_FOR_DEDUP)
    if record is None:
        return False
    outcome = abis.search(subject=record.subject, at=at)
    with scope(EVERYWHERE):
        if _locked(record, state=Status.SENT_FOR_DEDUP) is None:
            return False
        others = _others(record, found=outcome.candidates)
        _decide(record, others=others, at=at)
    return True


def settle(record: Record, *, at: datetime) -> bool:
    """Take over what two people decided of an adjudicated recording; False while a case is open."""
    with scope(EVERYWHERE):
        if _locked(record, state=Status.ADJUDICATE_RECORD) is None:
            return False
        answers = abis_queries.answers_of(record.subject)
        if not answers or any(answer is None for _, answer, _ in answers):
            return False
        same = [candidate for candidate, answer, _ in answers if answer is Answer.SAME]
        to = Status.DUPLICATE_RECORD if same else Status.PRINT_READY_RECORD
        services.move(
            record=record.uuid,
            to=to,
            by=Mover.ADJUDICATORS,
            actor="adjudication",
            at=at,
            **_whose_double(same),
        )
    return True


def _whose_double(same: Sequence[uuid.UUID]) -> dict[str, Any]:
    """Facts of a decided adjudication: one to one names the other recording, one to many all of them."""
    named = [_uuid_of_record(subject) for subject in same]
    others = [one for one in named if one is not None]
    facts: dict[str, Any] = {"other": others[0] if others else None}
    if same:
        facts["found"] = len(same)
    if len(others) > 1:
        facts["others"] = ",".join(others)
    return facts


def read_again(record: Record, *, at: datetime) -> bool:
    """Give the engine the template of a body that it lost; False when the samples cannot be read either."""
    body = abis.read_subject(record.subject)
    if body.template is None:
        return False
    abis.enrol(subject=record.subject, template=body.template, qualities=body.qualities, at=at)
    return True


def open_cases_again(record: Record, *, at: datetime) -> bool:
    """Open the cases of an adjudicated recording from the search that was kept; False without any."""
    outcome = abis.search(subject=record.subject, at=at)
    with scope(EVERYWHERE):
        others = _others(record, found=outcome.candidates)
        _open_cases(record, others=others, at=at)
    return bool(others)


def _open_cases(record: Record, *, others: Sequence[Found], at: datetime) -> None:
    rows = Record.objects.filter(subject__in=[one.subject for one in others])
    recorded = dict(rows.values_list("subject", "officer"))
    for one in others:
        abis.open_case(
            subject=record.subject,
            candidate=one.subject,
            area_code=record.area_code,
            found=len(others),
            not_by=[who for who in (record.officer, recorded.get(one.subject)) if who],
            at=at,
        )


def _others(record: Record, *, found: Sequence[Found]) -> list[Found]:
    """Without the resident's own earlier recordings, and those that two people found to be under a wrong NIK.

    Neither makes a second NIK of one body: of a wrong recording its owner would be called a double for ever.
    """
    weighty = [one for one in found if one.outcome is not Outcome.NONE]
    void = _under_a_wrong_nik([one.subject for one in weighty])
    residents = dict(
        Record.objects.filter(subject__in=[one.subject for one in weighty]).values_list("subject", "resident")
    )
    return [
        one
        for one in weighty
        if one.subject not in void
        and not checks.same_person(resident=record.resident, others=[residents.get(one.subject)])
    ]


def _under_a_wrong_nik(subjects: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    rows = Submission.objects.filter(
        record__subject__in=subjects, record__set_aside=True, agreed=True, reason__in=UNDER_A_WRONG_NIK
    )
    return set(rows.values_list("record__subject", flat=True))


def _decide(record: Record, *, others: Sequence[Found], at: datetime) -> None:
    if not others:
        _step(record, to=Status.PRINT_READY_RECORD, at=at)
        return
    best = others[0]
    facts: dict[str, Any] = {"other": _uuid_of_record(best.subject), "found": len(others)}
    if _is_the_officer(record, found=others):
        to = Status.REQUEST_VALIDATION
        _step(record, to=to, at=at, code=OWN_BODY, **facts)
        return
    if len(others) == 1 and best.outcome is Outcome.HIT and abis_rules.is_unambiguous(best.scores):
        _step(record, to=Status.DUPLICATE_RECORD, at=at, **facts)
        return
    _open_cases(record, others=others, at=at)
    _step(record, to=Status.ADJUDICATE_RECORD, at=at, **facts)


def _step(record: Record, *, to: Status, at: datetime, **facts: Any) -> None:
    services.move(record=record.uuid, to=to, by=Mover.PIPELINE, actor=ACTOR, at=at, **facts)


def _is_the_officer(record: Record, *, found: Sequence[Found]) -> bool:
    officer = accounts.find_body_of(record.officer)
    if officer is None or _is_excused(record):
        return False
    subjects = [one.subject for one in found]
    return Record.objects.filter(subject__in=subjects, resident=officer).exists()


def _is_excused(record: Record) -> bool:
    """Whether it is the officer's own recording, or an office has looked at this very match before."""
    own = accounts.find_body_of(record.officer)
    if own is not None and own == record.resident:
        return True
    return record.events.filter(status=Status.REQUEST_VALIDATION, facts__code=OWN_BODY).exists()


def _uuid_of_record(subject: uuid.UUID) -> str | None:
    """The recording of a subject, as the event names it; None for a body without one (background)."""
    found = Record.objects.filter(subject=subject).values_list("uuid", flat=True).first()
    return str(found) if found else None


def _find(packet: uuid.UUID, *, state: Status) -> Record | None:
    with scope(EVERYWHERE):
        return Record.objects.filter(packet__uuid=packet, state=state).first()


def _locked(record: Record, *, state: Status) -> Record | None:
    return Record.objects.select_for_update().filter(pk=record.pk, state=state).first()
