"""Exports: who asked, who allowed, what for, and the marks by which a leaked one is known again."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.registry.exports.rules import MOST_DOWNLOADS, Kind, State


class Export(Scoped):
    """One request for rows. The rows themselves lie in the vault, closed, until they are forgotten."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="whose residents")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    fields = models.JSONField(default=list, help_text="columns that were asked for")
    addressee = models.CharField(max_length=100)
    letter = models.CharField(max_length=100, help_text="the request on paper that this answers")
    polling_on = models.DateField(null=True, blank=True, help_text="of a list of voters only")
    people = models.PositiveIntegerField(help_text="residents in it, as last counted")
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.ASKED)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    downloads = models.PositiveSmallIntegerField(default=0)
    content = models.CharField(max_length=90, blank=True, help_text="address in the vault; empty = forgotten")
    marks = models.BinaryField(default=bytes, help_text="registry.exports.marks, kept when the rows are not")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="registry_export_state_known"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="registry_export_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.VOTERS, polling_on__isnull=False)
                | (~Q(kind=Kind.VOTERS) & Q(polling_on=None)),
                name="registry_export_polling_day",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="registry_export_four_eyes"),
            models.CheckConstraint(
                condition=Q(downloads__lte=MOST_DOWNLOADS), name="registry_export_fetched_twice"
            ),
            models.CheckConstraint(
                condition=Q(state=State.APPROVED) | Q(content="", downloads=0),
                name="registry_export_only_approved",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="registry_export_queue")]

    def __str__(self) -> str:
        return f"export {self.uuid}"
