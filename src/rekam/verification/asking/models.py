"""Questions that were asked, without what was sent and without a NIK; and how many."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.kernel.database import Scoped
from rekam.verification.asking.rules import Code
from rekam.verification.partners.models import Partner


class Asked(Scoped):
    """One question and how it was answered. The keyed digests go once the watch has no use for them."""

    append_only = True
    forgets = ("nik", "stem", "serial", "family", "reference", "consent")
    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="of the office that holds the contract")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="asked")
    at = models.DateTimeField()
    reference = models.CharField(max_length=60, help_text="the institution's own case")
    consent = models.CharField(max_length=60, blank=True, help_text="the institution's number of the consent")
    consent_on = models.DateField(null=True)
    matches = models.JSONField(help_text="by field sent, whether it was confirmed")
    confirmed = models.BooleanField()
    code = models.CharField(max_length=2, blank=True, choices=[(one, one) for one in Code])
    rupiah = models.PositiveIntegerField(default=0, help_text="by the tariff of the day")
    nik = models.CharField(max_length=32, blank=True, help_text="keyed digest")
    stem = models.CharField(max_length=32, blank=True, help_text="keyed digest of area and birth day")
    serial = models.PositiveSmallIntegerField(null=True, help_text="last four digits of the NIK")
    family = models.CharField(max_length=32, blank=True, help_text="keyed digest of the KK number")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed=False) | Q(code=""), name="verification_yes_has_no_code"
            )
        ]
        indexes = [models.Index(fields=["partner", "at"], name="verification_asked_at")]

    def __str__(self) -> str:
        return f"question {self.uuid}"


class MonthUse(models.Model):
    """How many questions an institution has had answered in a month."""

    partner = models.UUIDField()
    month = models.DateField(help_text="its first day")
    used = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "month"], name="verification_month_once")]

    def __str__(self) -> str:
        return f"{self.used} in {self.month}"


class NikUse(models.Model):
    """How often an institution asked about one NIK on a day."""

    removable = True

    partner = models.UUIDField()
    day = models.DateField(db_index=True)
    nik = models.CharField(max_length=32, help_text="keyed digest")
    used = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "day", "nik"], name="verification_nik_once")
        ]

    def __str__(self) -> str:
        return f"{self.used} on {self.day}"
