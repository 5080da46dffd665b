"""Reads of the send log: what, when, by which channel, and what became of it; never to whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery

from rekam.messages.models import Message, Recipient
from rekam.messages.rules import State


@dataclass(frozen=True)
class Sum:
    """Messages of one template, channel and state."""

    template: str
    channel: str
    state: State
    messages: int


def sums(*, since: datetime) -> Sequence[Sum]:
    """The scope's messages made from a moment on, counted."""
    rows = Message.objects.filter(made_at__gte=since).values_list("template", "channel", "state")
    counted = rows.annotate(n=Count("pk")).order_by("template", "channel", "state")
    return [Sum(template, channel, State(state), n) for template, channel, state, n in counted]


def is_stopped(address: str) -> bool:
    """Whether nothing is written to an address, known by its `services.address_digest`."""
    return Recipient.objects.filter(digest=address, stopped_at__isnull=False).exists()


def log() -> QuerySet[Message]:
    """The scope's messages, the newest first."""
    return Message.objects.order_by("-made_at", "-pk")


def states_of(keys: Collection[str]) -> Mapping[str, State]:
    """What became of the messages with these keys; the log forgets them after half a year."""
    rows = Message.objects.filter(key__in=keys).values_list("key", "state")
    return {key: State(state) for key, state in rows}


def state_by_key() -> Subquery:
    """The state of the message whose key a row of another room has in its own column `key`; or NULL."""
    return Subquery(Message.objects.filter(key=OuterRef("key")).values("state")[:1])


def ended_untold() -> QuerySet[Message, str]:
    """The keys of messages that nobody will read: failed, refused, too many, or no way for them."""
    rows = Message.objects.exclude(state__in=(State.WAITING, State.SENT))
    return rows.values_list("key", flat=True)


def about(beginning: str) -> Sequence[Message]:
    """The scope's messages whose keys begin so, the newest first: what was sent about one thing."""
    return list(Message.objects.filter(key__startswith=beginning).order_by("-made_at", "-pk")[:20])


def states_by_id(messages: Collection[UUID]) -> Mapping[UUID, State]:
    """What became of each of these messages of the scope; those that were forgotten are left out."""
    rows = Message.objects.filter(uuid__in=messages).values_list("uuid", "state")
    return {uuid: State(state) for uuid, state in rows}


def oldest_due(*, at: datetime) -> datetime | None:
    """Since when the message of the scope that is due longest should have gone; None where none is."""
    rows = Message.objects.filter(state=State.WAITING, next_at__lte=at)
    since: datetime | None = rows.aggregate(since=Min("next_at"))["since"]
    return since
