"""Phones with the office's half of their keys, and how often phones began at one address."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.credentials.wallets.rules import TRIES, Sort, State


class Wallet(models.Model):
    """One phone, known by its key. Without the half, its store can never be opened again."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    thumbprint = models.CharField(max_length=64, unique=True, help_text="of the phone's key (RFC 7638)")
    resident = models.UUIDField(null=True, db_index=True, help_text="the register's id, once it got a card")
    sort = models.CharField(max_length=10, choices=[(one, one) for one in Sort])
    proof = models.CharField(max_length=64, blank=True, help_text="keyed digest")
    half = models.CharField(max_length=100, blank=True, help_text="sealed for this phone; empty once locked")
    tries = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(one, one) for one in State], default=State.OPEN)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=TRIES), name="credentials_wallet_tries"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN) | Q(half="", proof=""), name="credentials_wallet_half_gone"
            ),
        ]

    def __str__(self) -> str:
        return f"wallet {self.uuid}"


class WalletBegun(models.Model):
    """One phone that began; who asked only as a keyed digest, for an hour."""

    removable = True

    asker = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asker", "at"], name="credentials_wallet_begun")]

    def __str__(self) -> str:
        return f"wallet begun {self.pk}"
