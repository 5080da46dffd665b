"""To whom, by which channel, how often and at which hours messages go (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken

_PHONE = re.compile(r"\+?[0-9]{8,15}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
LONGEST_EMAIL = 120
# Waits after the first try, the second and so on; after the last one the message has failed. Ours.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
STOP_CHECKS, STOP_MINUTES = 20, 10  # stop codes that one address of the network may try


class Channel(StrEnum):
    """By what a message travels."""

    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"


class Kind(StrEnum):
    """Why a message is sent, which decides whether it may be refused, how often and when."""

    OWED = "owed"  # by law: no opt-out, no limit, any hour
    AWAITED = "awaited"  # somebody waits for it now, or an account is at stake; who sends it counts how often
    ASKED = "asked"  # what came of something the person asked for
    REMINDER = "reminder"
    INVITATION = "invitation"


AT_ONCE = frozenset({Kind.OWED, Kind.AWAITED})  # no opt-out, no limit here, no quiet hours


class State(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"  # handed to the next machine; nobody knows whether it was read
    FAILED = "failed"
    STOPPED = "stopped"  # whoever has the address wants none
    TOO_MANY = "too_many"
    NO_WAY = "no_way"  # the office sends nothing by this channel


@dataclass(frozen=True)
class Limit:
    """At most so many messages of a kind to one address in so many days."""

    messages: int
    days: int


# An address is written to at most so often, whatever rooms ask for it. Ours.
LIMITS: Mapping[Kind, Limit] = {
    Kind.ASKED: Limit(messages=10, days=7),
    Kind.REMINDER: Limit(messages=3, days=7),
    Kind.INVITATION: Limit(messages=2, days=14),
}


@dataclass(frozen=True)
class To:
    """A channel and a clean address in it: a telephone number, or an e-mail address."""

    channel: Channel
    address: str


@dataclass(frozen=True)
class Quiet:
    """The hours in which nobody is written to, from one to the other, over midnight where that is later."""

    since: time = time(20)
    until: time = time(7)

    def holds(self, at: time) -> bool:
        """Whether an hour of the day is a quiet one; equal bounds mean that none is."""
        if self.since <= self.until:
            return self.since <= at < self.until
        return at >= self.since or at < self.until


def read_quiet(text: str) -> Quiet:
    """The quiet hours of "20-7", whole hours of 0 to 23; "" is the usual ones.

    Raises ValueError for anything else.
    """
    if not text:
        return Quiet()
    since, _, until = text.partition("-")
    return Quiet(time(int(since)), time(int(until)))


def to(channel: Channel, told: str) -> To:
    """A clean address from what somebody typed.

    Raises RuleBroken("message_phone_malformed" | "message_email_malformed").
    """
    if channel is Channel.EMAIL:
        address = told.strip()
        if len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address):
            raise RuleBroken("message_email_malformed")
        return To(channel, address)
    number = re.sub(r"[\s().-]", "", told)
    if not _PHONE.fullmatch(number):
        raise RuleBroken("message_phone_malformed")
    return To(channel, number)


def same_address(to: To) -> str:
    """What is compared of an address: 0812..., 62812... and +62812... are one telephone, capitals count not.

    The country code of Indonesia is 62 (ITU-T E.164).
    """
    if to.channel is Channel.EMAIL:
        return f"email:{to.address.lower()}"
    digits = to.address.lstrip("+")
    return f"phone:{'62' + digits[1:] if digits.startswith('0') else digits}"


def awake(at: datetime, *, kind: Kind, quiet: Quiet, zone: OfficeZone) -> datetime:
    """The first moment from `at` on at which a message of a kind may leave; those of AT_ONCE at once."""
    local = at.astimezone(zone.zone)
    if kind in AT_ONCE or not quiet.holds(local.time()):
        return at
    ends = datetime.combine(local.date(), quiet.until, zone.zone)
    return (ends if ends > local else ends + timedelta(days=1)).astimezone(at.tzinfo)


def try_again(tries: int, *, at: datetime) -> datetime | None:
    """When to try again after so many tries (at least 1) that failed; None when it is enough."""
    return at + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


def check_stops(asked: int) -> None:
    """Refuse one stop code more of an address of the network. Raises RuleBroken("stop_tries_used_up")."""
    if asked >= STOP_CHECKS:
        raise RuleBroken("stop_tries_used_up", minutes=STOP_MINUTES)
