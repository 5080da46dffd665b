"""What stands on a resident's own page, as far as the account proves who it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from rekam.accounts.permissions import Account
from rekam.accounts.residents import rules
from rekam.accounts.residents.rules import RIGHTS, Level, Right
from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import Service
from rekam.applications.filing import words
from rekam.applications.filing.steps import State
from rekam.applications.holding import queries as applications
from rekam.applications.holding.queries import Held
from rekam.enrolment import services as enrolment
from rekam.enrolment.services import Standing
from rekam.enrolment.showing import steps
from rekam.messages.services import Channel, To
from rekam.ui.parts import Step

SHOWN_DIGITS = 2


@dataclass(frozen=True)
class Line:
    """An application in the list, with its sign and word."""

    held: Held
    name: str | Promise
    status: tuple[str, str | Promise]


def level_of(account: Account) -> Level:
    """How much the account proves."""
    return rules.level_of(account.resident)


def applications_of(account: Account) -> Sequence[Line]:
    """The applications that the account shows, the latest move first."""
    found = applications.held_by(account=account.uuid, resident=account.resident)
    return [
        Line(
            held=one,
            name=catalogue.SERVICES[Service(one.service)],
            status=words.STATES[State(one.state)],
        )
        for one in found
    ]


def recordings_of(account: Account, *, at: datetime) -> Sequence[tuple[Standing, Sequence[Step]]]:
    """The person's recordings and their ways, the newest first; none where nobody was seen."""
    if account.resident is None or Right.STANDING not in RIGHTS[level_of(account)]:
        return ()
    found = enrolment.standings_of(account.resident, actor=account.username, at=at)
    return [(one, steps(one)) for one in found]


def covered(to: To) -> str:
    """An address as it may stand on a screen that others see: its end, or its beginning and its server."""
    if to.channel is Channel.EMAIL:
        name, _, server = to.address.partition("@")
        return f"{name[:SHOWN_DIGITS]}•••@{server}"
    return f"•••• {to.address[-SHOWN_DIGITS:]}"
