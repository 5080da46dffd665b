"""Requests for a resident's own yes."""

import uuid

from django.db import models
from django.db.models import Q


class ConsentRequest(models.Model):
    """A partner's request and what the resident said; the code only as a keyed digest."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    client_id = models.CharField(max_length=64)
    fields = models.JSONField(help_text="asking.rules.Field")
    code = models.CharField(max_length=64, unique=True, help_text="keyed digest")
    made_at = models.DateTimeField(db_index=True)
    resident = models.UUIDField(null=True, help_text="the register's id of who said yes or no")
    given_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verification_consent_request"
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(resident__isnull=False),
                name="verification_consent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(refused_at=None), name="verification_consent_one_word"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(given_at__isnull=False), name="verification_consent_before_use"
            ),
        ]

    def __str__(self) -> str:
        return f"consent request {self.uuid}"


class ConsentTry(models.Model):
    """One code typed; who typed only as a keyed digest."""

    removable = True

    asker = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        db_table = "verification_consent_try"
        indexes = [models.Index(fields=["asker", "at"], name="verification_consent_asker")]

    def __str__(self) -> str:
        return f"consent try {self.pk}"
