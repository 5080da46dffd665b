"""Reads of the send log: what, when, by which channel, and what became of it; never to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from rekam.messages.models import Message
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


def log() -> QuerySet[Message]:
    """The scope's messages, the newest first."""
    return Message.objects.order_by("-made_at", "-pk")
