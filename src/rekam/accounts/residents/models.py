"""What an account of a resident has besides: an address, codes, and how often strangers tried."""

import uuid

from django.db import models

from rekam.accounts.models import Account
from rekam.accounts.residents.rules import Seen, Sort


class ResidentLogin(models.Model):
    """The address by which somebody enters with a password, and gets messages; one account an address."""

    removable = True

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="login")
    digest = models.CharField(max_length=64, unique=True, help_text="keyed, of the clean address")
    sealed = models.BinaryField(help_text="the address, bound to the account")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"login {self.pk}"


class OfficeCode(models.Model):
    """A code that an officer handed to a person at the counter; only a keyed digest is kept."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    resident = models.UUIDField(db_index=True, help_text="the register's id")
    digest = models.CharField(max_length=64, unique=True)
    seen = models.CharField(max_length=10, choices=[(one, one) for one in Seen])
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"office code {self.pk}"


class SentCode(models.Model):
    """A code that was sent to an address; only a keyed digest is kept, and what a right one opens.

    account   whose address it is; None = a new account is opened with address and password below
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="sent_codes")
    code = models.CharField(max_length=64, help_text="keyed digest")
    made_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=64, blank=True, help_text="keyed digest")
    sealed = models.BinaryField(blank=True, help_text="the address, bound to this row")
    password = models.CharField(max_length=128, blank=True, help_text="as accounts keep it")

    def __str__(self) -> str:
        return f"sent code {self.pk}"


class ResidentTry(models.Model):
    """One question of a stranger; what was asked is not kept, and who asked only as a keyed digest."""

    removable = True

    asker = models.CharField(max_length=32)
    sort = models.CharField(max_length=12, choices=[(one, one) for one in Sort])
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asker", "sort", "at"], name="accounts_resident_asker")]

    def __str__(self) -> str:
        return f"resident try {self.pk}"
