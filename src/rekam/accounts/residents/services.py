"""What residents do to enter their accounts, and an officer to let them. Enter here."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest

from rekam.accounts.lockout import check_sign_in_tries
from rekam.accounts.models import Account
from rekam.accounts.residents import digests, queries, rules
from rekam.accounts.residents.models import OfficeCode, ResidentTry, SentCode
from rekam.accounts.residents.opening import (
    close_account,
    enter_by_office_code,
    give_login,
    open_resident,
    take_ways,
)
from rekam.accounts.residents.rules import OFFICE_CODE_LETTERS, SENT_CODE_DIGITS, Address, Level, Seen, Sort
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.letters import new_code
from rekam.kernel.questions import count_question

__all__ = [
    "Asked",
    "ask_to_enter",
    "ask_to_keep",
    "check_password",
    "close_account",
    "count_stranger",
    "enter_by_office_code",
    "find_office_code",
    "make_office_code",
    "note_wrong_birth_date",
    "take_code",
    "take_ways",
]


@dataclass(frozen=True)
class Asked:
    """A code that waits for its answer.

    row   by what the answer is known
    code  to be sent; "" where the address belongs to somebody who was seen: they are told that
    """

    row: UUID
    code: str


def count_stranger(asker: str, *, sort: Sort, at: datetime) -> None:
    """Count one question more, before it is answered. Raises RuleBroken("resident_tries_used_up")."""
    count_question(
        ResidentTry,
        asker=f"{sort} {asker}",
        salt="accounts.residents.tries",
        minutes=rules.LIMITS[sort][1],
        check=partial(rules.check_tries, sort=sort),
        at=at,
        sort=sort,
    )


def check_password(request: HttpRequest, *, address: str, password: str) -> Account:
    """Whose address and password these are; in the same time whether anybody has the address or not.

    address  keyed digest
    Raises RuleBroken("sign_in_locked") after too many tries, RuleBroken("resident_sign_in_wrong") otherwise.
    """
    name = f"resident {address}"
    check_sign_in_tries(request, username=name)
    found = queries.find_by_address(address)
    if found is None:
        make_password(password)
    if found is None or not found.check_password(password):
        user_login_failed.send(__name__, credentials={"username": name}, request=request)
        raise RuleBroken("resident_sign_in_wrong")
    return found


@transaction.atomic
def ask_to_enter(account: Account, *, at: datetime) -> Asked:
    """A code for whoever gave an account's password. Raises RuleBroken("resident_tries_used_up")."""
    count_stranger(f"account {account.uuid}", sort=Sort.SEND, at=at)
    return _asked(SentCode(account=account, made_at=at))


@transaction.atomic
def ask_to_keep(*, account: Account | None, address: Address, password: str, at: datetime) -> Asked:
    """A code for whoever wants an account to be entered by this address and password.

    account  None = a new one, or an own one whose password was forgotten: it begins anew
    Raises RuleBroken("password_refused" | "resident_tries_used_up").
    """
    count_stranger(f"address {address.digest}", sort=Sort.SEND, at=at)
    holder = queries.find_by_address(address.digest)
    taken = holder is not None and holder != account and rules.level_of(holder.resident) is Level.IDENTIFIED
    row = SentCode(
        account=account,
        made_at=at,
        address=address.digest,
        sealed=address.sealed,
        password=make_password(password),
    )
    asked = _asked(row)
    return Asked(asked.row, "") if taken else asked


def _asked(row: SentCode) -> Asked:
    row.uuid = uuid4()
    code = f"{secrets.randbelow(10**SENT_CODE_DIGITS):0{SENT_CODE_DIGITS}}"
    row.code = digests.of_sent_code(code, row=str(row.uuid))
    row.save(force_insert=True)
    return Asked(row.uuid, code)


@transaction.atomic
def take_code(asked: UUID, *, code: str, at: datetime) -> Account | None:
    """The account that a right code opens, used once; None for every other, which counts as a try.

    A try is counted in this transaction, so the caller must not undo it.
    """
    row = SentCode.objects.select_for_update().filter(uuid=asked).first()
    if row is None or not rules.sent_code_holds(
        made_at=row.made_at, used=row.used_at is not None, wrong=row.wrong, at=at
    ):
        return None
    if not digests.same(row.code, digests.of_sent_code(code, row=str(row.uuid))):
        row.wrong += 1
        row.save(update_fields=["wrong"])
        return None
    row.used_at = at
    row.save(update_fields=["used_at"])
    account = row.account or open_resident(resident=None, at=at)
    if row.address:
        address = Address(digest=row.address, sealed=bytes(row.sealed))
        give_login(account, address=address, password=row.password, at=at)
    return account if account.is_active else None


@transaction.atomic
def make_office_code(*, resident: UUID, seen: Seen, actor: str, at: datetime) -> str:
    """A code for the person whom an officer sees; one made before and not used ends.

    seen  by what the officer knew who it is
    """
    OfficeCode.objects.filter(resident=resident, used_at=None).delete()
    code = new_code(letters=OFFICE_CODE_LETTERS)
    OfficeCode.objects.create(
        resident=resident,
        digest=digests.of_office_code(code, letters=OFFICE_CODE_LETTERS),
        seen=seen,
        made_by=actor,
        made_at=at,
    )
    record(
        "accounts.resident.code_made",
        actor=actor,
        at=at,
        subjects=[str(resident)],
        purpose=Purpose.SERVICE,
        seen=seen.value,
    )
    return code


def find_office_code(code: str, *, at: datetime) -> OfficeCode | None:
    """The code that somebody typed, locked until the request ends; None where it opens nothing."""
    digest = digests.of_office_code(code, letters=OFFICE_CODE_LETTERS)
    row = OfficeCode.objects.select_for_update().filter(digest=digest).first()
    if row is None:
        return None
    holds = rules.office_code_holds(made_at=row.made_at, used=row.used_at is not None, wrong=row.wrong, at=at)
    return row if holds else None


def note_wrong_birth_date(code: OfficeCode, *, at: datetime) -> None:
    """Count that somebody holds a slip and does not know the birth date; at the third the code ends."""
    code.wrong += 1
    code.save(update_fields=["wrong"])
    record(
        "accounts.resident.code_refused",
        actor="public",
        at=at,
        subjects=[str(code.resident)],
        purpose=Purpose.OWN,
    )
