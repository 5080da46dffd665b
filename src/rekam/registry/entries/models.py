"""Entries, and the changes of area codes that an office keeps."""

import uuid

from django.db import models

from rekam.kernel.database import Scoped
from rekam.registry.entries.rules import Risk, State


class Entry(Scoped):
    """What one officer proposes and another decides ("entri")."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, help_text="entries.effects.Kind")
    area_code = models.CharField(max_length=13, help_text="where the resident lives, or will")
    office_area = models.CharField(max_length=13, help_text="area of the office that entered it")
    resident = models.UUIDField(null=True, blank=True, help_text="the register's id; None = new")
    facts = models.JSONField(help_text="what is proposed: entries.facts")
    digest = models.CharField(
        max_length=64, default="", blank=True, help_text="of kind, resident and facts; drafting.digest_of"
    )
    before = models.JSONField(help_text="what approval expects to find")
    warnings = models.JSONField(default=list, help_text="cautions.Caution; they refuse nothing")
    risk = models.CharField(max_length=10, choices=[(risk, risk) for risk in Risk])
    papers = models.JSONField(default=list, help_text="vault address and kind of each upload")
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(state, state) for state in State], default=State.WAITING
    )
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(State)), name="registry_entry_state"),
            models.CheckConstraint(condition=models.Q(risk__in=list(Risk)), name="registry_entry_risk"),
            models.CheckConstraint(
                condition=~models.Q(state="approved", decided_by=models.F("entered_by")),
                name="registry_entry_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(state="waiting") & ~models.Q(digest=""),
                name="registry_entry_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["entered_at"], condition=models.Q(state="waiting"), name="registry_entry_waiting"
            ),
            models.Index(fields=["entered_by", "entered_at"], name="registry_entry_mine"),
            models.Index(fields=["resident"], name="registry_entry_of"),
        ]

    def __str__(self) -> str:
        return f"entry {self.uuid}"


class AreaChange(models.Model):
    """A code that got a successor: what the kernel's table does not know yet; never rewritten."""

    append_only = True

    from_code = models.CharField(max_length=13, db_index=True)
    to_code = models.CharField(max_length=13, db_index=True)
    name = models.CharField(max_length=100, help_text="of the new area")
    valid_from = models.DateField()
    entry = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.from_code} became {self.to_code}"
