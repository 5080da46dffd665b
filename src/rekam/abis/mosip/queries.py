"""Reads of MOSIP's records and messages."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from rekam.abis.mosip.models import Compared, Message, Reference
from rekam.abis.mosip.rules import Failure


def count_references() -> int:
    """How many records there are."""
    return Reference.objects.filter(deleted_at=None).count()


def waiting() -> QuerySet[Message]:
    """The messages that the worker has still to do, in their order; not those that people judge."""
    return Message.objects.filter(answered_at=None, before_people_at=None).order_by("pk")


def count_waiting() -> int:
    """How many messages the worker has still to do."""
    return waiting().count()


def before_people() -> Sequence[Message]:
    """The messages that people judge, in their order."""
    rows = Message.objects.filter(answered_at=None, before_people_at__isnull=False)
    return list(rows.order_by("pk"))


def count_before_people() -> int:
    """How many messages wait for people's verdicts."""
    return Message.objects.filter(answered_at=None, before_people_at__isnull=False).count()


def probes_of(messages: Sequence[Message]) -> Mapping[int, uuid.UUID]:
    """The subject that each of these messages asks about, by the message's number."""
    rows = Compared.objects.filter(message__in=messages, is_probe=True)
    return dict(rows.values_list("message_id", "subject"))


def registrations_of(message: Message) -> Mapping[uuid.UUID, str]:
    """The registrations that a message compares with its probe, by subject, in its order."""
    rows = Compared.objects.filter(message=message, is_probe=False).order_by("pk")
    return dict(rows.values_list("subject", "registration"))


def oldest_waiting() -> datetime | None:
    """Since when the oldest message waits; None where none does."""
    row = waiting().first()
    return row.at if row is not None else None


def find_subject(reference: str) -> uuid.UUID | None:
    """The subject of a record, or None where there is no such record (any more)."""
    row = Reference.objects.filter(reference=reference, deleted_at=None).first()
    return row.subject if row is not None else None


def subjects_of(references: Collection[str]) -> Mapping[str, uuid.UUID]:
    """Subjects by reference, of those records that there are."""
    rows = Reference.objects.filter(reference__in=references, deleted_at=None)
    return dict(rows.values_list("reference", "subject"))


def references_of(subjects: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """References by subject, of those records that there are."""
    rows = Reference.objects.filter(subject__in=subjects, deleted_at=None)
    return dict(rows.values_list("subject", "reference"))


def find_message(request_id: str) -> Message | None:
    """The message with this request id that was taken in, or None."""
    return Message.objects.filter(request_id=request_id).first()


def untaken(*, most: int) -> Sequence[Message]:
    """Answers that MOSIP has not taken yet, in the order of the messages, at most so many."""
    rows = Message.objects.filter(taken_at=None, answered_at__isnull=False)
    return list(rows.order_by("pk")[:most])


def count_given_up() -> int:
    """How many messages of the last month failed here, and not for what MOSIP sent."""
    ours = (str(Failure.INTERNAL), str(Failure.ABORTED))
    return Message.objects.filter(answer__failureReason__in=ours).count()


def count_untaken() -> int:
    """How many answers MOSIP has not taken yet."""
    return Message.objects.filter(taken_at=None, answered_at__isnull=False).count()
