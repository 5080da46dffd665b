"""What an officer who files for people sees of it later: number, service and state, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import Service
from rekam.applications.filing import words
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import spaced
from rekam.applications.filing.steps import State

LATEST = 200


@dataclass(frozen=True)
class Filed:
    """One application that an officer filed for somebody."""

    number: str
    service: words.Text
    sign: str
    word: words.Text
    begun_at: datetime


def filed_by(username: str) -> Sequence[Filed]:
    """What this officer filed, the newest first. The rest is opened with number and code only."""
    rows = Application.objects.filter(filed_by=username).order_by("-begun_at", "-pk")
    kept = rows.only("number", "service", "state", "begun_at")[:LATEST]
    return [
        Filed(
            spaced(row.number),
            catalogue.SERVICES[Service(row.service)],
            *words.STATES[State(row.state)],
            row.begun_at,
        )
        for row in kept
    ]
