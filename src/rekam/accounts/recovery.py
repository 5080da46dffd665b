"""Ten codes on paper for a lost telephone, and whether an account has a second factor at all."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from rekam.accounts.models import Account, CodeGenerator, Passkey, RecoveryCode
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken

CODES = 10
GROUPS, GROUP = 3, 4  # 12 letters of 32: 60 bits
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def make_recovery_codes(account: Account, *, at: datetime) -> list[str]:
    """Ten new codes, told this once; older ones end."""
    RecoveryCode.objects.filter(account=account).delete()
    codes = [_drawn() for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=_digest(account, code)) for code in codes
    )
    record("accounts.recovery_codes_made", actor=account.username, at=at)
    return codes


@transaction.atomic
def use_recovery_code(account: Account, *, code: str, at: datetime) -> None:
    """Take one code, once. Raises RuleBroken("code_wrong")."""
    rows = RecoveryCode.objects.select_for_update()
    found = rows.filter(account=account, digest=_digest(account, code), used_at=None).first()
    if found is None:
        raise RuleBroken("code_wrong")
    found.used_at = at
    found.save(update_fields=["used_at"])
    record("accounts.recovery_code_used", actor=account.username, at=at)


def note_factors(account: Account) -> None:
    """Bring the account up to what it has; without a factor its recovery codes end too."""
    account.has_second_factor = (
        CodeGenerator.objects.filter(account=account, confirmed_at__isnull=False).exists()
        or Passkey.objects.filter(account=account).exists()
    )
    account.save(update_fields=["has_second_factor"])
    if not account.has_second_factor:
        RecoveryCode.objects.filter(account=account).delete()


def remove_factors(account: Account) -> None:
    """Take generator, passkeys and recovery codes away."""
    CodeGenerator.objects.filter(account=account).delete()
    Passkey.objects.filter(account=account).delete()
    note_factors(account)


def _drawn() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _digest(account: Account, code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return salted_hmac("rekam.accounts.recovery", f"{account.uuid} {plain}", algorithm="sha256").hexdigest()
