"""A telephone's codes (TOTP): secret sealed with a vault key, each code once, half a minute of drift."""

import secrets
from datetime import datetime

import pyotp
from django.db import transaction

from rekam.accounts.models import Account, CodeGenerator
from rekam.accounts.recovery import note_factors
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.vault import media
from rekam.vault.queries import server_keys

STEP_SECONDS = 30
DRIFT = (0, -1, 1)
ISSUER = "Rekam"


@transaction.atomic
def begin(account: Account) -> None:
    """Make a new secret that does not count before it has given a right code.

    Raises RuleBroken("code_generator_known") where one counts already.
    """
    if CodeGenerator.objects.filter(account=account, confirmed_at__isnull=False).exists():
        raise RuleBroken("code_generator_known")
    CodeGenerator.objects.filter(account=account).delete()
    CodeGenerator.objects.create(account=account, sealed_secret=_seal(pyotp.random_base32(), account))


def address_for_telephone(account: Account) -> str:
    """The otpauth address of a secret that does not count yet: for its owner's eyes, once.

    Raises RuleBroken("not_found").
    """
    found = CodeGenerator.objects.filter(account=account, confirmed_at=None).first()
    if found is None:
        raise RuleBroken("not_found")
    return pyotp.TOTP(_unseal(found, account)).provisioning_uri(name=account.username, issuer_name=ISSUER)


def secret_in_groups(address: str) -> str:
    """The secret of such an address as people type it where no camera is at hand."""
    secret = pyotp.parse_uri(address).secret
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@transaction.atomic
def confirm(account: Account, *, code: str, at: datetime) -> None:
    """Let the generator count from its first right code on. Raises RuleBroken("code_wrong")."""
    generator = _locked(account, confirmed=False)
    _take(generator, account=account, code=code, at=at)
    generator.confirmed_at = at
    generator.save(update_fields=["confirmed_at"])
    note_factors(account)
    record("accounts.codes_began", actor=account.username, at=at)


@transaction.atomic
def check(account: Account, *, code: str, at: datetime) -> None:
    """Take a code, and never the same one again.

    Raises RuleBroken("code_wrong"), also for a code that was taken, and for an account without a generator.
    """
    _take(_locked(account, confirmed=True), account=account, code=code, at=at)


@transaction.atomic
def remove(account: Account, *, at: datetime) -> None:
    """Take the generator away."""
    CodeGenerator.objects.filter(account=account).delete()
    note_factors(account)
    record("accounts.codes_ended", actor=account.username, at=at)


def _locked(account: Account, *, confirmed: bool) -> CodeGenerator:
    rows = CodeGenerator.objects.select_for_update().filter(account=account)
    generator = rows.filter(confirmed_at__isnull=not confirmed).first()
    if generator is None:
        raise RuleBroken("code_wrong")
    return generator


def _take(generator: CodeGenerator, *, account: Account, code: str, at: datetime) -> None:
    codes, now = pyotp.TOTP(_unseal(generator, account)), int(at.timestamp()) // STEP_SECONDS
    typed = "".join(code.split())
    for step in (now + drift for drift in DRIFT):
        right = secrets.compare_digest(codes.generate_otp(step).encode(), typed.encode())
        if right and step > generator.last_step:
            generator.last_step = step
            generator.save(update_fields=["last_step"])
            return
    raise RuleBroken("code_wrong")


def _seal(secret: str, account: Account) -> bytes:
    keys = server_keys()
    kid = keys.vault_kid["document"]
    return bytes(media.close(secret.encode(), kid=kid, key=keys.vault[kid], address=_address(account)))


def _unseal(generator: CodeGenerator, account: Account) -> str:
    sealed = bytes(generator.sealed_secret)
    return media.open_(sealed, keys=server_keys().vault, address=_address(account)).decode()


def _address(account: Account) -> str:
    return f"totp/{account.uuid}"
