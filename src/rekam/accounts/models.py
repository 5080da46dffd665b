"""Accounts: officers of an office, residents, partner institutions."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from rekam.accounts.rules import Kind, Role
from rekam.kernel.database import Scope


class Accounts(BaseUserManager["Account"]):
    """Accounts by their user name."""


class Account(AbstractBaseUser):
    """Somebody who signs in. What an account sees is its areas; what it may do is its role."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role])
    office = models.CharField(max_length=100, blank=True)
    areas = ArrayField(models.CharField(max_length=13), default=list)
    zone = models.CharField(max_length=4, default="WIB", choices=[(z, z) for z in ("WIB", "WITA", "WIT")])
    resident = models.UUIDField(null=True, blank=True, help_text="the register's id, for residents")
    signing_key = models.BinaryField(null=True, help_text="public Ed25519 key that signs packets")
    signing_costs = models.JSONField(null=True, help_text="how the passphrase makes it: salt, passes, memory")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = Accounts()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(Kind)), name="accounts_kind_known"),
            models.CheckConstraint(condition=models.Q(role__in=list(Role)), name="accounts_role_known"),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def scope(self) -> Scope:
        """What the database shows to this account."""
        return Scope.of(*self.areas)


from rekam.accounts.caps.models import DailyUse, RaisedLimit, RefusedLook  # noqa: E402, F401
