"""Taking in an officer's body, having it seen by a second officer, and letting it go."""

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from rekam.accounts import queries as accounts
from rekam.accounts.permissions import Account
from rekam.accounts.services import check_four_eyes
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.devices.queries import find_station
from rekam.enrolment.capture_rules import DEFAULTS, MIN_JUSTIFICATION, laxest
from rekam.enrolment.operators import phone, rules
from rekam.enrolment.operators.messages import TakenBody
from rekam.enrolment.operators.models import OfficerBody
from rekam.enrolment.operators.queries import get_body
from rekam.enrolment.operators.rules import End, Standing
from rekam.kernel.errors import RuleBroken
from rekam.kernel.keeping import ACTOR
from rekam.vault import services as vault
from rekam.vault.queries import server_keys


@transaction.atomic
def take(taken: TakenBody, *, officer: Account, at: datetime) -> OfficerBody:
    """Keep what a laptop took of an officer until a witness confirms it; the same id again is a no-op.

    An earlier one that still waits gives way; a confirmed one stays until the new one is confirmed.
    Raises the codes of `rules.check_body`, and the vault's.
    """
    known = OfficerBody.objects.filter(uuid=taken.id).first()
    if known is not None:
        return known
    qualities = rules.qualities_of(taken.template)
    parameters = laxest(DEFAULTS, settings.REKAM_CAPTURE)
    rules.check_body(qualities, exceptions=taken.exceptions, parameters=parameters)
    _end_all(officer.username, Standing.WAITING, by=officer.username, at=at)
    row = OfficerBody.objects.create(
        uuid=taken.id,
        area_code=officer.post.area if officer.post else officer.areas[0],
        officer=officer.username,
        station=taken.station,
        template=vault.keep(taken.template.to_bytes(), kind="officer"),
        photo=vault.keep(taken.photo, kind="officer"),
        qualities=qualities,
        exceptions=dict(taken.exceptions),
        number_digest=_digest(taken.id, taken.number),
        taken_at=at,
    )
    _tell("taken", row, actor=officer.username, at=at)
    return row


@transaction.atomic
def confirm(body: uuid.UUID, *, number: str, actor: str, at: datetime) -> bool:
    """A second officer saw whose body this is; whether the number was the one on the laptop's screen.

    From then on it is what that officer's captures are compared with, in place of an earlier one.
    Raises RuleBroken("not_found" | "officer_body_decided"), "four_eyes" for the officer's own accounts, or
    "officer_body_over" after an hour or too many wrong numbers.
    """
    row = _locked(body)
    if row.standing != Standing.WAITING:
        raise RuleBroken("officer_body_decided")
    check_four_eyes(entered_by=row.officer, decided_by=actor)
    if at - row.taken_at > rules.STAYS or row.tries >= rules.TRIES:
        raise RuleBroken("officer_body_over")
    if not hmac.compare_digest(row.number_digest, _digest(body, number)):
        row.tries += 1
        row.save(update_fields=["tries"])
        return False
    _end_all(row.officer, Standing.CONFIRMED, by=actor, at=at)
    photo, row.photo = row.photo, ""
    row.standing, row.witness, row.confirmed_at = Standing.CONFIRMED, actor, at
    row.save(update_fields=["standing", "photo", "witness", "confirmed_at"])
    _let_go(photo)
    _tell("confirmed", row, actor=actor, at=at)
    return True


@transaction.atomic
def show_photo(body: uuid.UUID, *, actor: str, at: datetime) -> bytes:
    """The PNG of the face, for the witness. Raises RuleBroken("not_found"), also once it is decided."""
    row = get_body(body)
    if not row.photo:
        raise RuleBroken("not_found")
    _tell("seen", row, actor=actor, at=at)
    return vault.read(row.photo)


@transaction.atomic
def withdraw(body: uuid.UUID, *, why: str, actor: str, at: datetime) -> None:
    """Take an officer's body away; laptops lose it with their next list.

    Raises RuleBroken("not_found" | "exception_not_justified").
    """
    row = _locked(body)
    if len(why.strip()) < MIN_JUSTIFICATION:
        raise RuleBroken("exception_not_justified", least=MIN_JUSTIFICATION)
    row.why = why.strip()[:200]
    _end(row, end=End.WITHDRAWN, by=actor, at=at)
    _tell("withdrawn", row, actor=actor, at=at)


@transaction.atomic
def forget_bodies(*, before: datetime, dry_run: bool = False) -> Sequence[str]:
    """Let go of bodies of who is no operator any more or has a closed account, and of those that nobody
    confirmed within an hour before that moment; their ids.

    What remains: who, when, which laptop, who confirmed it and why it is gone.
    """
    rows = OfficerBody.objects.exclude(standing=Standing.GONE).order_by("pk")
    there = {one.username for one in accounts.active_operators()}
    gone = [(row, end) for row in rows if (end := _over(row, there=there, before=before))]
    if not dry_run:
        for row, end in gone:
            _end(row, end=end, by=ACTOR, at=before)
    return [str(row.uuid) for row, _ in gone]


@transaction.atomic
def answer_by_phone(question: str, *, station: str, actor: str, at: datetime) -> str:
    """The eight digits with which a laptop overrules one match; who gave them is written down.

    question   as `phone.read_question` gives it; why stands in the packet, as the laptop's officer says it
    Raises RuleBroken("station_unknown" | "phone_question_wrong").
    """
    if find_station(station) is None:
        raise RuleBroken("station_unknown")
    if not question:
        raise RuleBroken("phone_question_wrong")
    audit(
        "enrolment.overruling_lent",
        actor=actor,
        at=at,
        subjects=[station],
        purpose=Purpose.SUPERVISION,
        case=question,
    )
    return phone.answer_to(question, key=phone_key(station))


def phone_key(station: str) -> bytes:
    """The key that this office shares with a station for overruling by telephone."""
    return phone.key_of(station, secret=server_keys().receipt_seed)


def _locked(body: uuid.UUID) -> OfficerBody:
    row = OfficerBody.objects.select_for_update().exclude(standing=Standing.GONE).filter(uuid=body).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _over(row: OfficerBody, *, there: set[str], before: datetime) -> End | None:
    if row.officer not in there:
        return End.LEFT
    late = row.standing == Standing.WAITING and before - row.taken_at > rules.STAYS
    return End.NOT_CONFIRMED if late else None


def _end_all(officer: str, standing: Standing, *, by: str, at: datetime) -> None:
    for row in OfficerBody.objects.select_for_update().filter(officer=officer, standing=standing):
        _end(row, end=End.REPLACED, by=by, at=at)


def _end(row: OfficerBody, *, end: End, by: str, at: datetime) -> None:
    addresses = row.template, row.photo
    row.standing, row.end, row.ended_by, row.ended_at = Standing.GONE, end, by, at
    row.template, row.photo = "", ""
    row.save(update_fields=["standing", "end", "ended_by", "ended_at", "template", "photo", "why"])
    _let_go(*addresses)


def _let_go(*addresses: str) -> None:
    """Out of the vault once the transaction holds; the same bytes taken twice lie there once."""
    vault.forget_unless_held(
        filter(None, addresses),
        held=lambda one: OfficerBody.objects.filter(Q(template=one) | Q(photo=one)).exists(),
    )


def _tell(what: str, row: OfficerBody, *, actor: str, at: datetime) -> None:
    audit(
        f"enrolment.officer_body_{what}",
        actor=actor,
        at=at,
        subjects=[str(row.uuid)],
        purpose=Purpose.SUPERVISION,
        officer=row.officer,
    )


def _digest(body: uuid.UUID, number: str) -> str:
    return hashlib.sha256(body.bytes + "".join(number.split()).encode()).hexdigest()
