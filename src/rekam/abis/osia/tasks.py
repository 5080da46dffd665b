"""What reads images or searches: done by the worker one after the other, the highest priority first.

Who gave a callback is told the task's number and gets the answer there; who gave none waits for it. Images
lie in the vault while a task waits, and leave it with the task unless an encounter has them.
"""

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from rekam.abis import services as abis
from rekam.abis.finger_extractor import finger_extractor
from rekam.abis.one_at_a_time import alone
from rekam.abis.osia import answers, queries, services
from rekam.abis.osia.models import Task
from rekam.abis.osia.rules import Fault, Question, Refused, Status
from rekam.abis.osia.rules import Kind as Biometrics
from rekam.abis.osia.states import Kind
from rekam.abis.removing import forget_addresses
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq
from rekam.vault import services as vault

if TYPE_CHECKING:
    from rekam.abis.engine.template import PersonTemplate
    from rekam.abis.reading import Body

MOST_WAITING: Final = 10_000
MOST_TRIES: Final = 5
WAIT_SECONDS: Final = 60.0
WAIT_MOST_SECONDS: Final = 300.0
POLL_SECONDS: Final = 0.05
# Beginnings of codes that tell of this machine, not of a task: then everything waits.
OUR_FAULT: Final = ("vault_medium", "keys_", "weights_", "gallery_")
PROBLEMS: Final = {"nothing_extracted": Fault.QUALITY, "compression_needs_wsq": Fault.COMPRESSION}
Asked = Mapping[str, object]
Records = Mapping[str, bytes]
Finish = Callable[[], "Done"]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """An answer: its HTTP status, and its content as JSON, None for none."""

    status: int
    content: object = None


def take(
    kind: Kind, *, question: Question, asked: Asked, bodies: Mapping[str, Records], at: datetime
) -> Task:
    """Take in a task. Its images go to the vault.

    bodies  image records by position, of each body that the task is about, by its name in `asked`
    Raises Refused(BUSY).
    """
    if queries.count_waiting() >= MOST_WAITING:
        raise Refused(Fault.BUSY)
    kept = {name: abis.keep_samples(records) for name, records in bodies.items()}
    held = sorted({address for addresses in kept.values() for address in addresses.values()})
    return Task.objects.create(
        kind=kind,
        transaction=question.transaction,
        callback=question.callback,
        priority=question.priority,
        asked={**asked, **kept, "threshold": question.threshold, "most": question.most},
        held=held,
        at=at,
    )


def wait(task: Task, *, pause: Callable[[float], None] = time.sleep) -> Done:
    """The answer to a task without a callback, which is forgotten with it.

    Raises Refused(BUSY) where it was not begun in WAIT_SECONDS: then it never will be; Refused(INTERNAL)
    where it was begun and is not done after WAIT_MOST_SECONDS.
    """
    waited = 0.0
    while waited < WAIT_MOST_SECONDS:
        pause(POLL_SECONDS)
        waited += POLL_SECONDS
        task.refresh_from_db()
        if task.status is not None:
            Task.objects.filter(pk=task.pk).delete()
            return Done(task.status, task.answer)
        if waited >= WAIT_SECONDS and _withdraw(task):
            raise Refused(Fault.BUSY)
    raise Refused(Fault.INTERNAL)


def do_next(*, clock: Callable[[], datetime]) -> bool:
    """Do the task whose turn it is; False where none waits, or another process is doing one.

    A task that ended this process MOST_TRIES times is answered with our own fault.
    Raises RuleBroken where this machine is at fault (a medium is away): everything waits.
    """
    with alone() as mine:
        waiting = Task.objects.filter(answered_at=None).order_by("-priority", "pk")
        row = waiting.first() if mine else None
        if row is None:
            return False
        # Before the work: what kills the process must not do so for ever. None where it was withdrawn.
        if not Task.objects.filter(pk=row.pk, answered_at=None).update(tries=row.tries + 1):
            return True
        try:
            if row.tries >= MOST_TRIES:
                raise Refused(Fault.INTERNAL)
            finish = DOING[Kind(row.kind)](row.asked, clock())
            with transaction.atomic():
                _finish(row, finish(), at=clock())
        except Refused as refused:
            _fail(row, refused, at=clock())
        except RuleBroken as broken:
            log.warning("a task of OSIA's is not done: %s", broken.code)
            if broken.code.startswith(OUR_FAULT):
                Task.objects.filter(pk=row.pk).update(tries=row.tries)
                raise
            _fail(row, Refused(Fault.INTERNAL), at=clock())
        return True


def _create(asked: Asked, at: datetime) -> Finish:
    visit = _visit(asked)
    if queries.find_encounter(visit.person, visit.encounter) is not None:
        raise Refused(Fault.CONFLICT)
    body = _read(visit.samples)

    def finish() -> Done:
        services.create(visit, body=body, at=at)
        return Done(200, answers.ids(visit.person, visit.encounter))

    return finish


def _update(asked: Asked, at: datetime) -> Finish:
    visit = _visit(asked)
    queries.get_encounter(visit.person, visit.encounter)
    body = _read(visit.samples)

    def finish() -> Done:
        services.replace(visit, body=body, at=at)
        return Done(200, answers.ids(visit.person, visit.encounter))

    return finish


def _identify(asked: Asked, at: datetime) -> Finish:
    from rekam.abis.osia.searching import only, search

    gallery, person = str(asked["gallery"]), str(asked.get("person", ""))
    queries.check_gallery(gallery)
    kinds = [Biometrics(name) for name in _list(asked["kinds"])]
    probes = [only(probe, kinds=kinds) for probe in _probes(asked)]
    found = search(probes, gallery=gallery, person=person, threshold=_threshold(asked))
    listed = answers.candidates(found, most=int(str(asked["most"])))
    touched = [str(one["personId"]) for one in listed] + [person]
    return lambda: _searched(touched, gallery=gallery, at=at, done=Done(200, listed))


def _verify(asked: Asked, at: datetime) -> Finish:
    from rekam.abis.osia.searching import compare

    gallery, person = str(asked["gallery"]), str(asked["person"])
    rows = list(queries.searched_in(gallery).filter(person=person).order_by("pk"))
    if not rows:
        raise Refused(Fault.UNKNOWN)
    decision, parts = compare(_template(asked, "body"), encounters=rows, threshold=_threshold(asked))
    done = Done(200, answers.verified(decision, parts))
    return lambda: _searched([person], gallery=gallery, at=at, done=done)


def _verify_two(asked: Asked, at: datetime) -> Finish:  # noqa: ARG001
    from rekam.abis.osia.searching import compare_two

    first, second = (_template(asked, name) for name in ("body", "other"))
    decision, parts = compare_two(first, second, threshold=_threshold(asked))
    done = Done(200, answers.verified(decision, parts))
    return lambda: done


DOING: Final = {
    Kind.CREATE: _create,
    Kind.UPDATE: _update,
    Kind.IDENTIFY: _identify,
    Kind.VERIFY: _verify,
    Kind.VERIFY_TWO: _verify_two,
}


def _probes(asked: Asked) -> "list[PersonTemplate]":
    """What is searched with: the images that came, or the encounters of a person, active or not."""
    if "body" in asked:
        return [_template(asked, "body")]
    person, encounter = str(asked["person"]), str(asked.get("encounter", ""))
    rows = [queries.get_encounter(person, encounter)] if encounter else queries.encounters_of(person)
    return [abis.template_of(row.subject) for row in rows]


def _template(asked: Asked, name: str) -> "PersonTemplate":
    template = _read(_addresses(asked, name)).template
    assert template is not None
    return template


def _read(addresses: Mapping[str, str]) -> "Body":
    """Raises Refused for what cannot be read."""
    from rekam.abis.reading import read_body

    records = {position: vault.read(address) for position, address in addresses.items()}
    body = read_body(records, extractor=finger_extractor(), wsq=read_wsq)
    for position, code in body.problems.items():
        log.warning("an image of OSIA's cannot be read: %s", code)
        raise Refused(PROBLEMS.get(code, Fault.IMAGE), position)
    return body


def _visit(asked: Asked) -> services.Visit:
    captured = asked["captured_on"]
    return services.Visit(
        person=str(asked["person"]),
        encounter=str(asked["encounter"]),
        kind=str(asked["kind"]),
        status=Status(str(asked["status"])),
        galleries=tuple(_list(asked["galleries"])),
        samples=_addresses(asked, "body"),
        missing=_addresses(asked, "missing"),
        captured_on=date.fromisoformat(str(captured)) if captured else None,
    )


def _addresses(asked: Asked, name: str) -> dict[str, str]:
    told = asked[name]
    assert isinstance(told, dict)
    return {str(key): str(value) for key, value in told.items()}


def _list(told: object) -> list[str]:
    assert isinstance(told, list)
    return [str(one) for one in told]


def _threshold(asked: Asked) -> float | None:
    told = asked["threshold"]
    return None if told is None else float(str(told))


def _searched(persons: list[str], *, gallery: str, at: datetime, done: Done) -> Done:
    touched = queries.in_gallery(gallery).filter(person__in=persons).values_list("subject", flat=True)
    subjects = sorted({str(subject) for subject in touched})
    audit("abis.osia.searched", actor=services.ACTOR, at=at, subjects=subjects, purpose=Purpose.SYSTEM)
    return done


def _withdraw(task: Task) -> bool:
    """Take back a task that was not begun; False where it was."""
    with transaction.atomic():
        gone, _ = Task.objects.filter(pk=task.pk, tries=0, answered_at=None).delete()
        if gone:
            forget_addresses(task.held)
    return bool(gone)


def _fail(row: Task, refused: Refused, *, at: datetime) -> None:
    with transaction.atomic():
        _finish(row, Done(refused.fault.status, answers.failed(refused)), at=at)


def _finish(row: Task, done: Done, *, at: datetime) -> None:
    held = list(row.held)
    row.status, row.answer, row.answered_at, row.asked, row.held = done.status, done.content, at, {}, []
    row.send_at = at if row.callback else None
    row.save(update_fields=["status", "answer", "answered_at", "asked", "held", "send_at"])
    forget_addresses(held)


def find(text: str) -> Task:
    """The task of a callback by its number. Raises Refused(UNKNOWN)."""
    try:
        found = queries.find_task(uuid.UUID(text))
    except ValueError:
        found = None
    if found is None:
        raise Refused(Fault.UNKNOWN)
    return found


def redeliver(text: str, *, at: datetime) -> None:
    """Send an answer again that never arrived. Raises Refused(UNKNOWN), Refused(NOT_AVAILABLE)."""
    task = find(text)
    rows = Task.objects.filter(pk=task.pk, answered_at__isnull=False, delivered_at=None)
    if not rows.update(send_at=at, sends=1):  # 1: a retry's state, with nearly all the waits ahead again
        raise Refused(Fault.NOT_AVAILABLE)
