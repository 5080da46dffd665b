"""What a browser carries, signed: its number, and whether it is past the line."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

COOKIE = "antrean"


class Right(StrEnum):
    """What a ticket says of who has it."""

    NUMBER = "n"
    BEGUN = "b"  # something of theirs is open here: an application, an account
    OFFICER = "o"


HOLDS = {Right.BEGUN: timedelta(hours=1)}


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A place in one memory's line.

    line    the memory that gave the number
    number  None = it counts nowhere
    """

    right: Right
    line: str = ""
    number: int | None = None

    def number_in(self, line: str) -> int | None:
        """The number, if that memory gave it."""
        return self.number if self.line == line else None


def find_ticket(request: HttpRequest) -> Ticket | None:
    """What the browser carries; None for nothing of ours, or what is over."""
    told = request.COOKIES.get(COOKIE)
    if not told:
        return None
    try:
        right, line, number = _signer().unsign(told, max_age=settings.SESSION_COOKIE_AGE).split(".")
        found = Ticket(right=Right(right), line=line, number=int(number) if number else None)
        if found.right in HOLDS:
            _signer().unsign(told, max_age=HOLDS[found.right])
    except (BadSignature, ValueError):
        return None
    return found


def hand(response: HttpResponse, ticket: Ticket) -> None:
    """Let the browser carry this until it is closed."""
    number = "" if ticket.number is None else str(ticket.number)
    response.set_cookie(
        COOKIE,
        _signer().sign(f"{ticket.right}.{ticket.line}.{number}"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="rekam.web.crowd")
