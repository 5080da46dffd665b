"""Contracts with institutions, their keys and what happened to them."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.verification.asking.rules import Code, Field
from rekam.verification.partners.rules import Kind, State, Terms


class Partner(Scoped):
    """An institution with a contract. The area is that of the office which holds the contract."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    state = models.CharField(max_length=10, choices=[(one, one) for one in State], default=State.DRAFT)

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in Kind])
    contract_number = models.CharField(max_length=80)
    contract_from = models.DateField()
    contract_until = models.DateField()
    purpose = models.CharField(max_length=300, help_text="shown to residents")
    law = models.CharField(max_length=200)
    fields = models.JSONField(help_text="asking.rules.Field")
    codes = models.JSONField(default=list, help_text="asking.rules.Code")
    needs_consent = models.BooleanField(default=True)
    monthly_quota = models.PositiveIntegerField()
    nik_quota = models.PositiveSmallIntegerField()
    minister_number = models.CharField(max_length=80, blank=True)
    minister_on = models.DateField(null=True)
    sandbox = models.BooleanField(default=False)

    grant_giver = models.CharField(max_length=120, blank=True)
    grant_number = models.CharField(max_length=80, blank=True)
    grant_from = models.DateField(null=True)
    grant_until = models.DateField(null=True)

    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="verification_partner_state"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="verification_partner_kind"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("made_by")), name="verification_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.ENDED])
                | (~Q(approved_by="") & Q(grant_from__isnull=False, grant_until__isnull=False)),
                name="verification_granted",
            ),
            models.CheckConstraint(
                condition=Q(monthly_quota__gte=1, nik_quota__gte=1), name="verification_quota"
            ),
        ]

    def __str__(self) -> str:
        return f"partner {self.uuid}"

    @property
    def client_id(self) -> str:
        """By what it names itself at the door."""
        return str(self.uuid)

    @property
    def terms(self) -> Terms:
        """What the contract says."""
        return Terms(
            name=self.name,
            kind=Kind(self.kind),
            contract_number=self.contract_number,
            contract_from=self.contract_from,
            contract_until=self.contract_until,
            purpose=self.purpose,
            law=self.law,
            fields=tuple(Field(one) for one in self.fields),
            codes=tuple(Code(one) for one in self.codes),
            needs_consent=self.needs_consent,
            monthly_quota=self.monthly_quota,
            nik_quota=self.nik_quota,
            minister_number=self.minister_number,
            minister_on=self.minister_on,
            sandbox=self.sandbox,
        )


class PartnerKey(Scoped):
    """A public key (JWK) or the thumbprint of a client certificate, with its days."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    jwk = models.JSONField(null=True, help_text="public half only")
    thumbprint = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a certificate")
    begins = models.DateField()
    until = models.DateField()
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(jwk__isnull=True) ^ Q(thumbprint=""), name="verification_key_of_one_kind"
            ),
            models.CheckConstraint(condition=Q(until__gte=F("begins")), name="verification_key_days"),
        ]

    def __str__(self) -> str:
        return f"key {self.uuid}"

    def holds(self, on: date) -> bool:
        """Whether it is to be trusted on a day."""
        return self.revoked_at is None and self.begins <= on <= self.until


class PartnerStep(Scoped):
    """A change of state of a contract, and why."""

    append_only = True

    area_code = models.CharField(max_length=13)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=[(one, one) for one in State])
    actor = models.CharField(max_length=60, help_text="'watch' where it was stopped by itself")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["partner", "at"], name="verification_steps")]

    def __str__(self) -> str:
        return f"{self.state} of partner {self.partner_id}"
