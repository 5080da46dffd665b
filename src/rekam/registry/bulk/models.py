"""The files that came from SIAK, what they hold, and who decided on them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.registry.bulk.rules import Kind, State


class Import(Scoped):
    """One file: where it stands, its counts, and the first rows of each kind until it is decided."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office whose register it changes")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.RECEIVED)
    by_command = models.BooleanField(default=False, help_text="an administrator's, on the server itself")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, blank=True)
    as_of = models.DateField(help_text="the day that the list speaks of")
    layout = models.JSONField(default=dict, help_text="other names of columns and words")
    mark_gone = models.BooleanField(default=False)

    sent_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)

    step = models.CharField(max_length=20, blank=True, help_text="what a running check is doing")
    code = models.CharField(max_length=40, blank=True, help_text="why it could not be taken over")
    counts = models.JSONField(default=dict)
    sample = models.JSONField(default=dict, help_text="first rows of each kind; emptied with the decision")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("sent_by")), name="registry_import_four_eyes"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="registry_import_state_known"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="registry_import_kind_known"),
        ]
        indexes = [models.Index(fields=["-sent_at"], name="registry_import_latest")]

    def __str__(self) -> str:
        return f"import {self.uuid}"
