"""A question of MOSIP's: taken in, put before people as blind cases, and answered when all are decided."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from rekam.abis import aside
from rekam.abis import queries as abis
from rekam.abis.judging import open_case
from rekam.abis.models import Case
from rekam.abis.mosip import answers, queries, rules
from rekam.abis.mosip.answers import Answer
from rekam.abis.mosip.manual.rules import Question, read
from rekam.abis.mosip.models import Compared, Message
from rekam.abis.mosip.rules import ADJUDICATE, Failed
from rekam.abis.mosip.taking import finish, take_in
from rekam.abis.rules import Answer as Verdict
from rekam.accounts.rules import CENTRE_AREA
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.database import EVERYWHERE, scope

if TYPE_CHECKING:
    from rekam.abis.mosip.manual.bodies import Body
    from rekam.abis.mosip.services import Partner

ACTOR = "mosip"


def take(message: object, *, at: datetime) -> Answer | None:
    """The answer to a question that was answered, or to one that is wrong; None while it waits.

    Raises RuleBroken("mosip_queue_full").
    """
    assert isinstance(message, dict)
    try:
        question = read(message)
    except Failed as broken:
        request_id = rules.echo(message, "requestId")
        return answers.failed(broken.failure, kind=ADJUDICATE, request_id=request_id, at=at)
    return take_in(
        request_id=question.request_id, kind=ADJUDICATE, said=question, asked=question.as_json(), at=at
    )


def put_before_people(row: Message, *, partner: "Partner", clock: Callable[[], datetime]) -> None:
    """Fetch all bodies of a question and open a case for each pair; or nothing of it.

    Raises Failed with the first body that cannot be had: then MOSIP asks again, under another request id.
    """
    from rekam.abis.mosip.manual.bodies import fetch

    question = Question.from_json(row.asked, request_id=row.request_id)
    found = [fetch(one, partner=partner) for one in (question.probe, *question.others)]
    kept = {uuid.uuid4(): (body, aside.keep(body.images, template=body.template)) for body in found}
    at = clock()
    with scope(EVERYWHERE):  # a transaction: a kill leaves no half of it
        for subject, (body, addresses) in kept.items():
            _lend(row, subject=subject, body=body, addresses=addresses, at=at)
        _open_cases({subject: body for subject, (body, _) in kept.items()}, at=at)
        row.before_people_at, row.asked = at, {}
        row.save(update_fields=["before_people_at", "asked"])
        subjects = [str(subject) for subject in kept]
        audit("abis.mosip.lent", actor=ACTOR, at=at, subjects=subjects, purpose=Purpose.ADJUDICATION)


def answer_decided(*, clock: Callable[[], datetime]) -> int:
    """Answer the questions whose cases people have all decided; how many those were."""
    rows = queries.before_people()
    if not rows:
        return 0
    probes, at = queries.probes_of(rows), clock()
    with scope(EVERYWHERE):
        decided = abis.decided_probes(list(probes.values()))
        ready = [row for row in rows if probes.get(row.pk) in decided]
        for row in ready:
            _answer(row, probe=probes[row.pk], at=at)
    return len(ready)


def _lend(
    row: Message, *, subject: uuid.UUID, body: "Body", addresses: aside.Addresses, at: datetime
) -> None:
    aside.admit(
        subject,
        addresses=addresses,
        missing=body.missing,
        captured_on=body.captured_on,
        qualities=body.qualities,
        at=at,
    )
    is_probe = not Compared.objects.filter(message=row).exists()
    Compared.objects.create(message=row, registration=body.registration, subject=subject, is_probe=is_probe)


def _open_cases(subjects: Mapping[uuid.UUID, "Body"], *, at: datetime) -> None:
    from rekam.abis.mosip.manual.comparing import keep_run

    (probe, own), *others = subjects.items()
    keep_run(
        aside.subject_row(probe),
        probe=own.template,
        others={subject: body.template for subject, body in others},
        at=at,
    )
    for subject, _ in others:
        open_case(subject=probe, candidate=subject, area_code=CENTRE_AREA, at=at, found=len(others))


def _answer(row: Message, *, probe: uuid.UUID, at: datetime) -> None:
    from rekam.abis.mosip.manual import telling

    names = queries.registrations_of(row)
    cases = {case.candidate: case for case in Case.objects.filter(probe__uuid=probe).select_related("run")}
    told = [(name, cases[subject]) for subject, name in names.items()]
    same = [one for one in told if one[1].answer == Verdict.SAME]
    finish(row, telling.judged(told, same=same, request_id=row.request_id, at=at), at=at)
    audit(
        "abis.mosip.told",
        actor=ACTOR,
        at=at,
        subjects=[str(probe), *(str(subject) for subject in names)],
        purpose=Purpose.ADJUDICATION,
        found=len(same),
    )
