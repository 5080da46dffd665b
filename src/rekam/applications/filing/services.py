"""What applicants do with their applications: begin, say who they are, fill in, send, take back.

Each is one transaction. A form that a bad line sends twice counts once: beginning by the form's token,
sending because what is sent stays sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from rekam.applications.catalogue.rules import Document, Service, documents_of, get_offer
from rekam.applications.filing import people, tries
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import code_of, digest_of, new_number
from rekam.applications.filing.people import Said
from rekam.applications.filing.rules import (
    MOST_OF_A_NIK,
    MOST_WRONG,
    Authority,
    Channel,
    check_complete,
    check_consent,
)
from rekam.applications.filing.steps import EDITABLE, State, Step
from rekam.applications.filing.writing import PUBLIC, lock, take_step, tell
from rekam.applications.uploads.models import Scan
from rekam.applications.uploads.rules import missing
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.nik import Nik

DRAFT_DAYS = 14  # our own measure; a police letter is fetched in less
ANSWER_DAYS = 30
WRONG_MINUTES = 24 * 60


@dataclass(frozen=True)
class Begun:
    """A new application, or the same one again, and the code that is shown once."""

    application: Application
    code: str


@transaction.atomic
def begin(
    *,
    service: Service,
    token: UUID,
    channel: Channel,
    filed_by: str = "",
    consented: bool = False,
    area_code: str = "",
    holder: UUID | None = None,
    at: datetime,
) -> Begun:
    """Open a draft; the same token again is the same draft with the same code.

    filed_by   the officer who fills it in for somebody; empty online
    consented  whether that person is there, showed a card, and agreed to it
    area_code  where it belongs until its subject is known; empty = the office's
    holder     the account that it lies in, where somebody has one
    Raises RuleBroken("service_unknown" | "application_consent_missing"), RuleBroken("application_token_used")
    for a token of another service.
    """
    check_consent(filed_by=filed_by, consented=consented)
    offer = get_offer(service.value, on=office_day(at))
    known = Application.objects.filter(token=token).first() or _insert(
        Application(
            token=token,
            number=new_number(),
            code_digest=digest_of(code_of(token)),
            service=offer.service,
            area_code=area_code or settings.REKAM_OFFICE_AREA,
            channel=channel,
            filed_by=filed_by,
            holder=holder,
            consented_at=at if filed_by else None,
            state_at=at,
            begun_at=at,
        )
    )
    if known.service != service:
        raise RuleBroken("application_token_used")
    if known.begun_at == at:
        tell("begun", row=known, actor=filed_by or PUBLIC, at=at)
    return Begun(known, code_of(token))


def _insert(row: Application) -> Application:
    """Of two forms of one token that come at once, the second finds what the first made."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        made = Application.objects.filter(token=row.token).first()
        if made is not None:
            return made
        row.number = new_number()  # one of a thousand million was taken
        row.save(force_insert=True)
    return row


@transaction.atomic
def say_who(*, application: UUID, said: Said, contact: str = "", actor: str, at: datetime) -> Application:
    """Write down who applies, for whom, and by what right.

    actor  the officer at the counter; PUBLIC online, where the register's reasons are told to nobody
    Raises RuleBroken("not_found" | "application_not_editable" | "application_who_fixed" |
    "application_tries_used_up" | "nik_malformed") and what `people.find_people` raises.
    """
    row = _editable(application)
    if row.sent_at is not None:
        raise RuleBroken("application_who_fixed")
    is_stranger = actor == PUBLIC
    if is_stranger:
        tries.note(str(row.uuid), sort="who", most=MOST_WRONG, minutes=WRONG_MINUTES, at=at)
        _count_niks(said, at=at)
    found = people.find_people(said, service=Service(row.service), on=office_day(at), is_stranger=is_stranger)
    row.applicant, row.subject = found.applicant, found.subject
    row.authority, row.area_code = found.authority, found.area_code
    return _kept(row, contact=contact, actor=actor, at=at)


def _count_niks(said: Said, *, at: datetime) -> None:
    """From however many addresses: else a net of them tries every family card's number beside one NIK."""
    for nik in {Nik.parse(one).digits for one in (said.nik, said.subject_nik) if one}:
        tries.note(nik, sort="who_nik", most=MOST_OF_A_NIK, minutes=WRONG_MINUTES, at=at)


@transaction.atomic
def say_who_from_elsewhere(
    *,
    application: UUID,
    told: Mapping[str, str],
    area_code: str,
    contact: str = "",
    actor: str,
    at: datetime,
) -> Application:
    """Write down who applies where the register here has nobody to compare with: an officer looks at it.

    told       name, NIK and birth date as typed
    area_code  where the application belongs
    Raises RuleBroken("not_found" | "application_not_editable" | "application_who_fixed").
    """
    row = _editable(application)
    if row.sent_at is not None:
        raise RuleBroken("application_who_fixed")
    row.facts = {**row.facts, **told}
    row.authority, row.area_code = Authority.OWN, area_code
    return _kept(row, contact=contact, actor=actor, at=at)


def _kept(row: Application, *, contact: str, actor: str, at: datetime) -> Application:
    row.contact = contact.strip()[:80]
    row.save()
    Scan.objects.filter(application=row).update(area_code=row.area_code)
    tell("who_said", row=row, actor=actor, at=at)
    return row


@transaction.atomic
def fill_in(*, application: UUID, facts: Mapping[str, object], actor: str, at: datetime) -> Application:
    """Keep what was filled in; it may be filled in again until it is sent.

    Raises RuleBroken("not_found" | "application_not_editable").
    """
    row = _editable(application)
    row.facts, row.is_filled = {**row.facts, **facts}, True
    village = str(facts.get("area_code", ""))
    if row.applicant is None and village and current_scope().contains(village):
        row.area_code = village  # who arrives belongs where he will live
        Scan.objects.filter(application=row).update(area_code=village)
    row.save(update_fields=["facts", "is_filled", "area_code"])
    tell("filled_in", row=row, actor=actor, at=at)
    return row


@transaction.atomic
def send(*, application: UUID, actor: str, at: datetime) -> Application:
    """Send a draft, or the answer to what was asked; what is sent already stays as it is.

    Raises RuleBroken("not_found" | "application_step_not_allowed") and what `rules.check_complete` raises.
    """
    row = lock(application)
    if row.state == State.WAITING:
        return row
    check_complete(missing=lacking(row, at=at), filled=row.is_filled, says_who=bool(row.authority))
    return take_step(row, step=Step.SENT, actor=actor, at=at)


def lacking(row: Application, *, at: datetime) -> tuple[Document, ...]:
    """The required papers that an application has no usable sheet of."""
    offer = get_offer(row.service, on=office_day(row.sent_at or at))
    required = documents_of(offer, by_letter=row.authority == Authority.LETTER)
    usable = Scan.objects.filter(application=row, dropped_at=None).exclude(verdict="again")
    sent = {Document(one) for one in usable.values_list("document", flat=True)}
    return missing(required=required, sent=sent)


@transaction.atomic
def withdraw(*, application: UUID, actor: str, at: datetime) -> Application:
    """Take an application back; once taken back it stays so.

    Raises RuleBroken("not_found" | "application_step_not_allowed").
    """
    row = lock(application)
    if row.state == State.WITHDRAWN:
        return row
    return take_step(row, step=Step.WITHDRAWN, actor=actor, at=at)


@transaction.atomic
def lapse(*, at: datetime, actor: str, limit: int = 1_000) -> int:
    """End drafts and questions that nobody came back to; how many. Call it in the office's scope."""
    drafts = Application.objects.filter(state=State.DRAFT, begun_at__lt=at - timedelta(days=DRAFT_DAYS))
    asked = Application.objects.filter(
        state__in=(State.INCOMPLETE, State.APPROVED), state_at__lt=at - timedelta(days=ANSWER_DAYS)
    )
    rows = [*drafts.values_list("uuid", flat=True)[:limit], *asked.values_list("uuid", flat=True)[:limit]]
    for application in rows:
        take_step(lock(application), step=Step.LAPSED, actor=actor, at=at)
    return len(rows)


def _editable(application: UUID) -> Application:
    row = lock(application)
    if State(row.state) not in EDITABLE:
        raise RuleBroken("application_not_editable", state=row.state)
    return row
