"""Accounts of residents begin, are linked with a person of the register, lose their ways in, and end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rekam.accounts.models import Account, Passkey
from rekam.accounts.recovery import note_factors
from rekam.accounts.residents.models import OfficeCode, ResidentLogin, SentCode
from rekam.accounts.residents.queries import find_account_of
from rekam.accounts.residents.rules import Address
from rekam.accounts.rules import Kind, Role
from rekam.accounts.sessions import end_all_sessions
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.letters import new_code

NAME_LETTERS = 10
SHOWN_NAME = "Warga"


def open_resident(*, resident: UUID | None, at: datetime) -> Account:
    """A new account without any way in yet; its name is drawn, so that the audit names nobody.

    resident  whom it is linked with; None = nobody was seen
    """
    account = Account(
        username=f"warga-{new_code(letters=NAME_LETTERS).lower()}",
        display_name=SHOWN_NAME,
        kind=Kind.RESIDENT,
        role=Role.RESIDENT,
        resident=resident,
    )
    account.set_unusable_password()
    account.save()
    _tell("accounts.resident.opened", account=account, at=at)
    return account


@transaction.atomic
def enter_by_office_code(code: OfficeCode, *, signed_in: Account | None, at: datetime) -> Account:
    """The account of the person whom an officer saw; the code is used up.

    signed_in  a resident who has an account that is linked with nobody keeps it: it is linked now
    An account that the person had before loses every way in: whoever else held one is out.
    """
    code.used_at = at
    code.save(update_fields=["used_at"])
    known = find_account_of(code.resident)
    if signed_in is not None and signed_in.resident is None:
        if known is not None:
            close_account(known, at=at)
        return _linked(signed_in, resident=code.resident, at=at)
    if known is None:
        return open_resident(resident=code.resident, at=at)
    take_ways(known, at=at)
    _tell("accounts.resident.recovered", account=known, at=at)
    return known


def _linked(account: Account, *, resident: UUID, at: datetime) -> Account:
    account.resident = resident
    account.save(update_fields=["resident"])
    _tell("accounts.resident.identified", account=account, at=at)
    return account


def give_login(account: Account, *, address: Address, password: str, at: datetime) -> None:
    """Let an account be entered by this address and password from now on.

    password  as accounts keep it
    An account that has the address and was never linked with anybody ends: numbers get new owners, and what
    the one before put into it is not for the next.
    """
    before = ResidentLogin.objects.select_related("account").filter(digest=address.digest).first()
    if before is not None and before.account_id != account.pk:
        close_account(before.account, at=at)
    ResidentLogin.objects.update_or_create(
        account=account, defaults={"digest": address.digest, "sealed": address.sealed, "since": at}
    )
    account.password, account.password_changed_at = password, at
    account.save(update_fields=["password", "password_changed_at"])
    _tell("accounts.resident.login_set", account=account, at=at)


def take_ways(account: Account, *, at: datetime) -> None:
    """Take every way into an account away and end its sessions."""
    Passkey.objects.filter(account=account).delete()
    ResidentLogin.objects.filter(account=account).delete()
    SentCode.objects.filter(account=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    note_factors(account)
    end_all_sessions(account, at=at)


@transaction.atomic
def close_account(account: Account, *, at: datetime) -> None:
    """End a resident's account: nobody enters it any more, and it is linked with nobody."""
    _tell("accounts.resident.closed", account=account, at=at)
    take_ways(account, at=at)
    account.is_active, account.resident = False, None
    account.save(update_fields=["is_active", "resident"])


def _tell(action: str, *, account: Account, at: datetime) -> None:
    known = [str(one) for one in (account.uuid, account.resident) if one is not None]
    record(action, actor=account.username, at=at, subjects=known, purpose=Purpose.OWN)
