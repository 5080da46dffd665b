"""Reads of the abis: cases in the scope of whoever asks, bodies by opaque subject."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as Chosen
from django.db.models import (
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from rekam.abis import rules
from rekam.abis.models import Case, Sample, Subject, Template, Verdict
from rekam.abis.rules import Answer
from rekam.accounts.queries import accounts_of_person
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault


def waiting(*, actor: str) -> QuerySet[Any]:
    """The undecided cases of the scope that this person may judge: under no account of theirs judged it or
    recorded either of the two.

    Each with `given` (verdicts so far), `head_start` (rules.head_start) and `stands`, the moment by which it
    is sorted: when it was opened, less its head start. The oldest and most consequential come first.
    """
    own = accounts_of_person(actor)
    rows = Case.objects.filter(decided_at=None).exclude(verdicts__actor__in=own)
    rows = rows.exclude(not_by__has_any_keys=sorted(own))
    given = Verdict.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(count=Count("pk"))
    counted = rows.annotate(given=Coalesce(Subquery(given.values("count")), 0))
    third = When(given__gte=rules.TWO_PEOPLE, then=Value(rules.THIRD_HEAD_START))
    starts = [When(consequence=one, then=Value(days)) for one, days in rules.HEAD_STARTS.items()]
    nothing, days = Value(timedelta(0)), DurationField()
    forward = Chosen(*starts, default=nothing, output_field=days) + Chosen(
        third, default=nothing, output_field=days
    )
    put_forward = counted.annotate(head_start=ExpressionWrapper(forward, output_field=days))
    stands = ExpressionWrapper(F("opened_at") - F("head_start"), output_field=DateTimeField())
    return put_forward.annotate(stands=stands).order_by("stands", "opened_at", "pk")


def open_cases(*, actor: str) -> Sequence[Case]:
    """The same as a list."""
    return list(waiting(actor=actor))


def decided() -> QuerySet[Case]:
    """The decided cases of the scope, the newest first."""
    return Case.objects.exclude(decided_at=None).order_by("-decided_at", "-pk")


def get_decided(case: uuid.UUID) -> Case:
    """A decided case. Raises RuleBroken("not_found") also while it is open: verdicts are nobody's to see."""
    found = get_case(case)
    if found.decided_at is None:
        raise RuleBroken("not_found")
    return found


def verdicts_of(case: Case) -> Sequence[Verdict]:
    """What was said of a decided case, in order. Raises RuleBroken("not_found") while it is open."""
    if case.decided_at is None:
        raise RuleBroken("not_found")
    return list(case.verdicts.order_by("pk"))


def get_case(case: uuid.UUID) -> Case:
    """The case with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = Case.objects.filter(uuid=case).select_related("probe", "run").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def answers_of(subject: uuid.UUID) -> Sequence[tuple[uuid.UUID, Answer | None, datetime | None]]:
    """The cases of a probe: candidate, answer (None while open) and when it was decided."""
    rows = Case.objects.filter(probe__uuid=subject).order_by("pk")
    return [(row.candidate, Answer(row.answer) if row.answer else None, row.decided_at) for row in rows]


def decided_probes(subjects: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these subjects all of whose cases are decided (and that have any)."""
    rows = Case.objects.filter(probe__uuid__in=subjects).values_list("probe__uuid", "decided_at")
    told = list(rows)
    return {probe for probe, _ in told} - {probe for probe, at in told if at is None}


def templates() -> QuerySet[Template]:
    """The templates of bodies that were not taken out, to be joined by an upper room; by `subject__uuid`."""
    return Template.objects.filter(subject__removal=None)


def cases() -> QuerySet[Case]:
    """The cases of the scope, decided or not, to be joined by an upper room; by `probe__uuid`."""
    return Case.objects.all()


def sample_record(*, subject: uuid.UUID, position: str) -> bytes:
    """The image record of one part of a subject. Raises RuleBroken("not_found")."""
    row = Sample.objects.filter(subject__uuid=subject, subject__removal=None, position=position).first()
    if row is None:
        raise RuleBroken("not_found")
    return vault.read(row.address)


def best_fingers(subject: uuid.UUID, *, count: int) -> bytes:
    """A template of a body's best fingers and nothing else, `count` at most, by quality then by minutiae.

    b"" where no finger of it can be compared. Raises RuleBroken("subject_unknown") and the vault's codes.
    """
    from rekam.abis.engine.template import PersonTemplate

    row = templates().filter(subject__uuid=subject).first()
    if row is None:
        raise RuleBroken("subject_unknown")
    fingers = PersonTemplate.from_bytes(vault.read(row.address)).fingers
    best = sorted(fingers, key=lambda place: (-fingers[place].quality, -len(fingers[place]), str(place)))
    return PersonTemplate(fingers={one: fingers[one] for one in best[:count]}).to_bytes() if best else b""


def find_subject(subject: uuid.UUID) -> Subject | None:
    """The subject, or None where its samples are kept elsewhere."""
    return Subject.objects.filter(uuid=subject).first()


def qualities(subject: uuid.UUID) -> Mapping[str, int]:
    """Quality (0 to 100) of each part as the engine measured it; nothing before it was read."""
    row = Template.objects.filter(subject__uuid=subject).first()
    return dict(row.qualities) if row else {}


def positions(subject: uuid.UUID) -> set[str]:
    """The parts of which there is an image."""
    rows = Sample.objects.filter(subject__uuid=subject, subject__removal=None)
    return set(rows.values_list("position", flat=True))


def digests(subject: uuid.UUID) -> Mapping[str, str]:
    """SHA-256 of each image record of a subject by position, and of its template ("template")."""
    images = Sample.objects.filter(subject__uuid=subject).order_by("position")
    found = dict(images.values_list("position", "address"))
    template = Template.objects.filter(subject__uuid=subject).first()
    if template is not None:
        found["template"] = template.address
    return {name: address.rpartition("/")[2] for name, address in found.items()}


def check_may_judge(case: Case, *, actor: str) -> None:
    """Refuse a case to who has judged it or recorded either of the two, and when it is decided.

    Nobody sees another's verdict, and nobody judges a recording of their own, under whatever account.
    Raises RuleBroken("case_decided" | "verdict_given" | "recorded_by_judge").
    """
    own = accounts_of_person(actor)
    if case.decided_at is not None:
        raise RuleBroken("case_decided")
    if case.verdicts.filter(actor__in=own).exists():
        raise RuleBroken("verdict_given")
    if not own.isdisjoint(case.not_by):
        raise RuleBroken("recorded_by_judge")


def verdict_count(case: Case) -> int:
    """How many people have judged a case; what they said is nobody's to see before the decision."""
    return case.verdicts.count()


def judges_of(subject: uuid.UUID) -> set[str]:
    """Who has judged a case in which this body is one of the two."""
    of_body = Q(case__probe__uuid=subject) | Q(case__candidate=subject)
    return set(Verdict.objects.filter(of_body).values_list("actor", flat=True))


def touched_by(case: Case) -> list[str]:
    """Whom an entry of the audit about a case is about: the case and both bodies, by opaque ids."""
    return [str(case.uuid), str(case.probe.uuid), str(case.candidate)]
