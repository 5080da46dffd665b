"""Entering a resident's account, with what only upper rooms know: how to write to an address, and when
somebody was born."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from rekam.accounts.permissions import Account, address_of
from rekam.accounts.queries import office_at
from rekam.accounts.residents import queries, services
from rekam.accounts.residents.permissions import signed_in
from rekam.accounts.residents.rules import SENT_CODE_MINUTES, Address, Sort
from rekam.accounts.residents.services import Asked
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.messages import services as messages
from rekam.messages.services import Channel, Template, To
from rekam.registry.queries import get_resident
from rekam.ui.language import page_language

PARKED = "rekam_resident_parked"
NOBODY = UUID(int=0)
LONGEST_OFFICE = 40


def reach_of(told: str) -> To:
    """A clean address from what somebody typed: e-mail where it has an @, else a telephone.

    Raises RuleBroken("message_phone_malformed" | "message_email_malformed" | "resident_no_way").
    """
    ways = (Channel.EMAIL,) if "@" in told else (Channel.SMS, Channel.WHATSAPP)
    to = messages.to(ways[0], told)
    channel = next((way for way in ways if messages.sends(way)), None)
    if channel is None:
        raise RuleBroken("resident_no_way")
    return messages.to(channel, to.address)


def find_address(account: Account) -> To | None:
    """Where an account's messages go; None where it has no address."""
    login = queries.find_login(account)
    return messages.unseal_address(bytes(login.sealed), known_as=login.digest) if login else None


def ask_for_code(request: HttpRequest, *, told: str, password: str, wanted: str, at: datetime) -> None:
    """Send a code to whoever gave the right password.

    Raises RuleBroken("resident_sign_in_wrong" | "sign_in_locked" | "resident_tries_used_up"), and what
    `reach_of` raises.
    """
    to = reach_of(told)
    account = services.check_password(request, address=messages.address_digest(to), password=password)
    asked = services.ask_to_enter(account, at=at)
    _send(to, template=Template.ACCOUNT_CODE, asked=asked, at=at)
    park(request, asked=asked, wanted=wanted, at=at)


def ask_for_address(
    request: HttpRequest, *, account: Account | None, told: str, password: str, wanted: str, at: datetime
) -> None:
    """Send a code to an address by which an account is to be entered from now on.

    account  None = a new one

    Whether somebody has the address already is told to the address alone.
    Raises RuleBroken("resident_tries_used_up"), and what `reach_of` raises.
    """
    to = reach_of(told)
    if account is None:
        services.count_stranger(address_of(request), sort=Sort.OPEN, at=at)
    address = Address(digest=messages.address_digest(to), sealed=messages.seal_address(to))
    asked = services.ask_to_keep(account=account, address=address, password=password, at=at)
    template = Template.ACCOUNT_CODE if asked.code else Template.ACCOUNT_KNOWN
    _send(to, template=template, asked=asked, at=at)
    park(request, asked=asked, wanted=wanted, at=at)


def account_by_office_code(request: HttpRequest, *, code: str, born: date, at: datetime) -> Account | None:
    """The account that a slip of the office and the birth date of whom it is for open; else None.

    The register is asked once, whatever the code is. A wrong birth date counts against the code, so the
    caller must not undo it. Raises RuleBroken("resident_tries_used_up").
    """
    services.count_stranger(address_of(request), sort=Sort.OFFICE_CODE, at=at)
    found = services.find_office_code(code, at=at)
    born_on = _birth_date(found.resident if found else NOBODY)
    if found is None:
        return None
    if born_on != born:
        services.note_wrong_birth_date(found, at=at)
        return None
    before = queries.find_account_of(found.resident)
    to = find_address(before) if before else None
    account = services.enter_by_office_code(found, signed_in=signed_in(request), at=at)
    if to is not None:  # whoever reads it may have had the account, and has no way in any more
        _send(to, template=Template.ACCOUNT_RECOVERED, asked=Asked(found.uuid, ""), at=at)
    return account


def _birth_date(resident: UUID) -> date | None:
    with scope(office_scope()):
        try:
            return get_resident(resident).birth_date
        except RuleBroken:
            return None


def _send(to: To, *, template: Template, asked: Asked, at: datetime) -> None:
    office = (office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil")[:LONGEST_OFFICE]
    with scope(office_scope()):
        messages.send(
            to=to,
            template=template,
            facts={"office": office, "code": asked.code, "minutes": str(SENT_CODE_MINUTES)},
            key=f"account {asked.row}",
            area_code=settings.REKAM_OFFICE_AREA,
            at=at,
            language=page_language(),
        )


@dataclass(frozen=True)
class Parked:
    """A code that this browser waits for, and where its owner wanted to go."""

    row: UUID
    wanted: str


def park(request: HttpRequest, *, asked: Asked, wanted: str, at: datetime) -> None:
    """Remember which code this browser waits for."""
    until = at + timedelta(minutes=SENT_CODE_MINUTES)
    request.session[PARKED] = {"row": str(asked.row), "until": until.isoformat(), "wanted": wanted}


def parked(request: HttpRequest, *, at: datetime) -> Parked:
    """What this browser waits for. Raises RuleBroken("resident_step_over")."""
    told: Mapping[str, str] | None = request.session.get(PARKED)
    if told is None or at > datetime.fromisoformat(told["until"]):
        raise RuleBroken("resident_step_over")
    return Parked(UUID(told["row"]), told["wanted"])


def office_scope() -> Scope:
    """A resident's account has no areas: for just the own rows the whole office is asked."""
    return Scope.of(settings.REKAM_OFFICE_AREA)
