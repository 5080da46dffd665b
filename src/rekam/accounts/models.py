"""Accounts: officers of an office, residents, partner institutions; and how they prove who they are."""

import uuid
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from rekam.accounts.rules import SEE_NO_RESIDENT, Kind, OfficeLevel, Role
from rekam.kernel.database import NOTHING, Scope
from rekam.kernel.dates import OfficeZone
from rekam.kernel.installation import day_in

ZONES = [(zone, zone) for zone in OfficeZone]


class Office(models.Model):
    """Where officers sit. The scope of a session is made from it, so no scope can hide it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=20, choices=[(level, level) for level in OfficeLevel])
    area = models.CharField(max_length=13, help_text="Kemendagri code; * for the centre")
    zone = models.CharField(max_length=4, default=OfficeZone.WIB, choices=ZONES)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="last day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "area"], name="accounts_office_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=list(OfficeLevel)), name="accounts_office_level_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["Account"]):
    """Accounts by their user name."""


class Account(AbstractBaseUser):
    """Somebody who signs in. What an account sees is its areas; what it may do is its role."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=100)
    employee_number = models.CharField(
        max_length=30, default="", blank=True, help_text="NIP, or another number that is one person's"
    )
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role])
    post = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="officers")
    areas = ArrayField(models.CharField(max_length=13), default=list)
    zone = models.CharField(max_length=4, default=OfficeZone.WIB, choices=ZONES)
    resident = models.UUIDField(null=True, blank=True, help_text="the register's id, for residents")
    signing_key = models.BinaryField(null=True, help_text="public Ed25519 key that signs packets")
    signing_costs = models.JSONField(null=True, help_text="how the passphrase makes it: salt, passes, memory")
    is_active = models.BooleanField(default=True)
    has_second_factor = models.BooleanField(default=False, help_text="a code generator or a passkey")
    password_changed_at = models.DateTimeField(null=True)
    password_is_temporary = models.BooleanField(default=False, help_text="given by somebody else")

    USERNAME_FIELD = "username"
    # Whose work it does today, kept by queries.absent_today: an account lives as long as a request.
    absent_today: "list[Account] | None" = None
    objects = Accounts()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(Kind)), name="accounts_kind_known"),
            models.CheckConstraint(condition=models.Q(role__in=list(Role)), name="accounts_role_known"),
            models.UniqueConstraint(
                fields=["employee_number"],
                condition=models.Q(is_active=True) & ~models.Q(employee_number=""),
                name="accounts_one_a_person",
            ),
            models.UniqueConstraint(
                fields=["resident"],
                condition=models.Q(kind=Kind.RESIDENT, is_active=True),
                name="accounts_one_a_resident",
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def office(self) -> str:
        """The office's name as it stands in the band; empty for residents and partners."""
        return self.post.name if self.post else ""

    def day(self, at: datetime) -> date:
        """The day that it is for this account at an instant, in its own zone."""
        return day_in(OfficeZone(self.zone), at=at)

    @property
    def scope(self) -> Scope:
        """What the database shows to this account; nothing to an administrator."""
        return NOTHING if Role(self.role) in SEE_NO_RESIDENT else Scope.of(*self.areas)


class RetiredKey(models.Model):
    """A public key whose passphrase was changed; packets that it signed may still be on the way."""

    append_only = True

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="retired_keys")
    public = models.BinaryField()
    retired_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"retired key {self.pk}"


class RevokedKey(models.Model):
    """A public key that somebody else may use now; what it signs from then on is refused."""

    append_only = True

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="revoked_keys")
    public = models.BinaryField(unique=True)
    revoked_at = models.DateTimeField()
    revoked_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"revoked key {self.pk}"


class Deputy(models.Model):
    """Somebody does an absent officer's work from one day to another, both included."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    absent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="replaced_by")
    stand_in = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="standing_in")
    from_day = models.DateField()
    until_day = models.DateField()
    given_by = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_day__gte=models.F("from_day")), name="accounts_deputy_days"
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("stand_in")), name="accounts_deputy_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"deputy {self.pk}"


class CodeGenerator(models.Model):
    """A telephone's time-based codes (TOTP, RFC 6238); counts once it gave a right one."""

    removable = True

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="code_generator")
    sealed_secret = models.BinaryField(help_text="closed with a vault key, bound to the account")
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0, help_text="the last code's half minute; never taken again")

    def __str__(self) -> str:
        return f"codes of {self.account}"


class Passkey(models.Model):
    """A key on somebody's device (WebAuthn); we hold its public half only."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField()
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of ten codes on paper, for a lost telephone; only a keyed digest is kept."""

    removable = True

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class SignIn(models.Model):
    """One session of one account, from sign-in to its end."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=100, help_text="browser and system, in a word each")
    at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "ended_at"], name="accounts_open_sessions")]

    def __str__(self) -> str:
        return f"session {self.pk}"


class FactorReset(models.Model):
    """Taking a lost second factor away: one person asks, another one grants."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="factor_resets")
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    granted_by = models.CharField(max_length=60, blank=True)
    granted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(granted_at=None), name="accounts_one_reset_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(granted_by=models.F("asked_by")), name="accounts_reset_four_eyes"
            ),
        ]

    def __str__(self) -> str:
        return f"reset {self.pk}"


from rekam.accounts.caps.models import (  # noqa: E402, F401
    DailyUse,
    RaisedLimit,
    ReadingDay,
    ReadingStop,
    RefusedLook,
)
from rekam.accounts.residents.models import (  # noqa: E402, F401
    OfficeCode,
    ResidentLogin,
    ResidentTry,
    SentCode,
)
