"""Sending messages, and taking "no more" for an answer. Enter here."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.kernel.dates import OfficeZone
from rekam.kernel.installation import office_day
from rekam.kernel.letters import new_code
from rekam.kernel.questions import count_question
from rekam.messages import rules
from rekam.messages.adapters import find_way
from rekam.messages.addressee import About, check_message
from rekam.messages.addresses import CODE_LETTERS, clean_code, digest, seal, unseal
from rekam.messages.models import Message, Recipient, StopTry
from rekam.messages.rules import AT_ONCE, LIMITS, Channel, Kind, State, To, awake, to
from rekam.messages.waking import wake
from rekam.messages.wording import WORDINGS, Template, write

__all__ = [
    "About",
    "Channel",
    "Message",
    "Template",
    "To",
    "address_digest",
    "forget_messages",
    "seal_address",
    "send",
    "sends",
    "set_stop",
    "stop",
    "to",
    "unseal_address",
]


def sends(channel: Channel) -> bool:
    """Whether this office sends messages by a channel at all."""
    return find_way(channel) is not None


@transaction.atomic
def send(
    *,
    to: To,
    template: Template,
    facts: Mapping[str, str],
    key: str,
    area_code: str,
    at: datetime,
    language: str = "id",
    not_before: datetime | None = None,
    about: About | None = None,
) -> Message:
    """Let a message leave as soon as it may; the worker does it. What became of it is its `state`.

    to          of `rules.to(channel, what somebody typed)`
    facts       what the wording names (wording.WORDINGS); no name and no NIK
    key         names the message for ever: the same key again gives the message of then
    area_code   of the office that sends it, inside the current scope
    not_before  a reminder's hour; quiet hours move it on
    about       whom it calls up: children are written to through a parent, after a letter
    Nothing leaves where the person stopped messages, an address had its share of the kind, or the office has
    no way for the channel: that is a state, not a refusal, so that a list of messages goes on.
    Raises RuleBroken("message_child_letter_first" | "message_child_parent_only"); ValueError where a fact is
    missing, the short text gets longer than one SMS, or a call does not say whom it is about.
    """
    wording = WORDINGS[template]
    if wording.calls:
        if about is None:
            raise ValueError(f"{template} has to say whom it is about")
        check_message(about, on=office_day(at))
    known = Message.objects.filter(key=key).first()
    if known is not None:
        return known
    recipient = _recipient(to)
    letter = write(
        template, channel=to.channel, language=language, facts=facts, stop=stop_address(recipient.stop_code)
    )
    row = Message(
        key=key,
        area_code=area_code,
        recipient=recipient,
        template=template,
        version=wording.version,
        kind=wording.kind,
        language=language,
        channel=to.channel,
        state=_state(recipient, kind=wording.kind, channel=to.channel, at=at),
        made_at=at,
        next_at=awake_at(max(at, not_before or at), kind=wording.kind),
    )
    if row.state == State.WAITING:
        row.sealed = seal(to, subject=letter.subject, text=letter.text, row=str(row.uuid))
    else:
        row.ended_at = at
    row.save(force_insert=True)
    if wording.kind in AT_ONCE and row.state == State.WAITING:
        wake(at=at)
    return row


@transaction.atomic
def stop(code: str, *, again: bool = False, asker: str, at: datetime) -> None:
    """Write to an address no more, or, with `again`, once more; says nothing about whether the code is ours.

    asker  the network address that sent it; kept as a keyed digest for ten minutes
    Raises RuleBroken("stop_tries_used_up").
    """
    count_question(
        StopTry,
        asker=asker,
        salt="messages.stop",
        minutes=rules.STOP_MINUTES,
        check=rules.check_stops,
        at=at,
    )
    found = Recipient.objects.select_for_update().filter(stop_code=clean_code(code)).first()
    if found is not None:
        _set_stop(found, stopped=not again, at=at)


@transaction.atomic
def set_stop(to: To, *, stopped: bool, at: datetime) -> None:
    """Write to an address no more, or once more, on the word of whoever has it: ask for a code first."""
    _set_stop(_recipient(to), stopped=stopped, at=at)


def _set_stop(recipient: Recipient, *, stopped: bool, at: datetime) -> None:
    if (recipient.stopped_at is not None) == stopped:
        return
    recipient.stopped_at = at if stopped else None
    recipient.save(update_fields=["stopped_at"])
    record("messages.stopped" if stopped else "messages.resumed", actor="public", at=at)


def address_digest(to: To) -> str:
    """By what other rooms know an address again without keeping it; the same as the send log's."""
    return digest(to)


def seal_address(to: To) -> bytes:
    """An address that another room keeps, for `unseal_address`."""
    return seal(to, subject="", text="", row=digest(to))


def unseal_address(sealed: bytes, *, known_as: str) -> To:
    """The address that was sealed. Raises RuleBroken("sealed_otherwise").

    known_as  its `address_digest`
    """
    return unseal(sealed, row=known_as)[0]


def stop_address(code: str) -> str:
    """Where one says no, as short as it can be typed; "" where the office has no public address."""
    told = urlsplit(os.environ.get("REKAM_PUBLIC_URL", ""))
    return f"{told.netloc}/stop/{code}" if told.netloc else ""


@transaction.atomic
def forget_messages(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Take the log's lines of messages that ended before that moment; their ids. A stop stays."""
    rows = Message.objects.filter(ended_at__lt=before).order_by("pk")
    ids = [str(one) for one in rows.values_list("uuid", flat=True)]
    if not dry_run:
        rows.filter(uuid__in=ids).delete()
        Recipient.objects.filter(stopped_at=None, messages=None).delete()
    return ids


def _recipient(to: To) -> Recipient:
    wanted = digest(to)
    found = Recipient.objects.filter(digest=wanted).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Recipient.objects.create(digest=wanted, stop_code=new_code(letters=CODE_LETTERS))
    except IntegrityError:  # somebody else wrote to it at the same moment
        return Recipient.objects.get(digest=wanted)


def _state(recipient: Recipient, *, kind: Kind, channel: Channel, at: datetime) -> State:
    if not sends(channel):
        return State.NO_WAY
    if kind in AT_ONCE:
        return State.WAITING
    if recipient.stopped_at is not None:
        return State.STOPPED
    limit = LIMITS[kind]
    lately = recipient.messages.filter(kind=kind, made_at__gt=at - timedelta(days=limit.days))
    many = lately.filter(state__in=(State.WAITING, State.SENT)).count() >= limit.messages
    return State.TOO_MANY if many else State.WAITING


def awake_at(at: datetime, *, kind: Kind) -> datetime:
    """The first moment from one on at which a message of a kind may leave here (REKAM_QUIET_HOURS)."""
    quiet = rules.read_quiet(os.environ.get("REKAM_QUIET_HOURS", ""))
    return awake(at, kind=kind, quiet=quiet, zone=OfficeZone(settings.REKAM_OFFICE_ZONE))
