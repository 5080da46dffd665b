"""Passwords: what is asked of one, and what follows when it changes. Enter through services."""

import hashlib
import secrets
from bisect import bisect_left
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.models import Account
from rekam.accounts.station_keys import renew_station_key
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.vault.officer_keys import SALT_BYTES

DIGEST_LETTERS = 40
# Letters that are not mistaken for one another, for passwords that are read from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


# What the rule asks, beside a field.
OF_PASSWORDS = format_lazy(
    lazy("Paling sedikit {n} huruf, angka atau tanda; bukan nama Anda."), n=settings.REKAM_PASSWORD_LENGTH
)


class BreachedPasswords:
    """Refuses what stands in a list of leaked passwords.

    The file is the public "ordered by hash" form: one line `SHA1:count`, sorted, upper case; it is searched
    in place and never leaves the machine.
    """

    def __init__(self, file: str) -> None:
        self.file = Path(file)

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        """Raises ValidationError for a password in the list."""
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if _stands_in(self.file, digest):
            raise ValidationError(self.get_help_text(), code="password_breached")

    def get_help_text(self) -> str:
        """What to tell."""
        return _("Kata sandi ini pernah bocor di tempat lain. Pilih yang lain.")


class _Lines:
    """A sorted file as a sequence of its bytes' positions: what stands at or after each."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.size = path.stat().st_size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, position: int) -> str:
        self.file.seek(max(0, position - 1))
        if position:
            self.file.readline()
        line = self.file.readline()
        return line[:DIGEST_LETTERS].decode("ascii") if line else "~"


def _stands_in(path: Path, digest: str) -> bool:
    lines = _Lines(path)
    with lines.file:
        return lines[bisect_left(lines, digest)] == digest


def check_password_rule(password: str, *, account: Account | None = None) -> None:
    """Raises RuleBroken("password_refused", why=) unless the password follows the installation's rule."""
    try:
        validate_password(password, account)
    except ValidationError as refused:
        raise RuleBroken("password_refused", why=" ".join(refused.messages)) from refused


@transaction.atomic
def change_password(
    account: Account, *, password: str, actor: str, at: datetime, temporary: bool = False
) -> None:
    """Give an account another password; a station key that the old one made is made again.

    temporary   somebody else chose it, so its owner has to change it first
    Raises RuleBroken("password_refused").
    """
    check_password_rule(password, account=account)
    account.set_password(password)
    account.password_changed_at = at
    account.password_is_temporary = temporary
    account.save(update_fields=["password", "password_changed_at", "password_is_temporary"])
    if account.signing_key is not None:
        renew_station_key(account, passphrase=password, salt=secrets.token_bytes(SALT_BYTES), at=at)
    record("accounts.password_changed", actor=actor, at=at, subjects=[str(account.uuid)], temporary=temporary)


def password_is_due(account: Account, *, at: datetime) -> bool:
    """Whether an account has to choose another password before anything else."""
    days = settings.REKAM_PASSWORD_DAYS
    since = account.password_changed_at
    return account.password_is_temporary or bool(days and since and at - since > timedelta(days=days))


def made_up_password() -> str:
    """A temporary password to be told on paper: four groups of four letters, 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
