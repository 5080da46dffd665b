"""Bodies by opaque subject: samples, templates, searches, blind cases. No name, no NIK, no resident.

Samples and templates lie encrypted in the vault; here are their addresses.
"""

from uuid import uuid4

from django.db import models

from rekam.abis.mosip.models import Compared, Message, Reference
from rekam.abis.osia.models import Encounter, Listing, Task
from rekam.abis.rules import Answer, Consequence, Outcome
from rekam.kernel.database import Scoped

__all__ = [
    "Case",
    "Compared",
    "Encounter",
    "Listing",
    "Message",
    "Reference",
    "Sample",
    "SearchRun",
    "Subject",
    "Task",
    "Template",
    "Verdict",
]


class Subject(models.Model):
    """One recording of one body. One that was taken out keeps its rows; what they lead to is gone."""

    uuid = models.UUIDField(unique=True)
    enrolled_at = models.DateTimeField()
    captured_on = models.DateField(null=True, help_text="shown to adjudicators")
    missing = models.JSONField(default=dict, help_text="position -> exception code")
    removal = models.PositiveBigIntegerField(
        null=True, unique=True, help_text="the order in which bodies were taken out"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removal=None, removed_at=None)
                | models.Q(removal__isnull=False, removed_at__isnull=False),
                name="abis_removed",
            ),
        ]

    def __str__(self) -> str:
        return f"subject {self.uuid}"


class Sample(models.Model):
    """An image record of a subject, as it was captured."""

    append_only = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="samples")
    position = models.CharField(max_length=20)
    address = models.CharField(max_length=100, help_text="vault: the ISO record")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "position"], name="abis_sample_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of subject {self.subject_id}"


class Template(models.Model):
    """What is compared. `number` is the order of the gallery: a subject is searched among lower numbers."""

    append_only = True
    forgets = ("address", "qualities")  # they give way to those of a newer reading of the same samples

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="template")
    number = models.PositiveBigIntegerField(unique=True, null=True, help_text="none: in no gallery")
    address = models.CharField(max_length=100, help_text="vault: PersonTemplate.to_bytes()")
    qualities = models.JSONField(default=dict, help_text="position -> 0 to 100")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"template of subject {self.subject_id}"


class SearchRun(models.Model):
    """One search 1:N and all it rests on: kept as evidence."""

    append_only = True

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="search_run")
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in Outcome])
    gallery = models.PositiveBigIntegerField(help_text="people compared")
    parameters = models.JSONField(help_text="every value of the engine's parameters")
    candidates = models.JSONField(help_text="subject, score, scores by position, far; best first")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=list(Outcome)), name="abis_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"search of subject {self.subject_id}: {self.outcome}"


class Case(Scoped):
    """Two records that may be one body, for people to judge without knowing who they are."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="whose adjudicators judge it")
    probe = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="cases")
    candidate = models.UUIDField(help_text="subject it was found to resemble")
    run = models.ForeignKey(SearchRun, on_delete=models.PROTECT, related_name="cases")
    opened_at = models.DateTimeField()
    consequence = models.CharField(
        max_length=10,
        default=Consequence.DOUBT,
        db_default=Consequence.DOUBT,
        choices=[(one, one) for one in Consequence],
        help_text="what hangs on it; puts it forward in the queue",
    )
    not_by = models.JSONField(default=list, help_text="accounts that recorded either of the two")
    answer = models.CharField(max_length=10, blank=True, choices=[(a, a) for a in Answer])
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["probe", "candidate"], name="abis_case_once"),
            models.CheckConstraint(
                condition=models.Q(consequence__in=list(Consequence)), name="abis_consequence_known"
            ),
        ]
        indexes = [models.Index(fields=["area_code", "decided_at", "opened_at"], name="abis_case_open")]

    def __str__(self) -> str:
        return f"case {self.uuid}"


class Verdict(Scoped):
    """One person's judgement of a case, given without seeing anybody else's."""

    append_only = True

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="verdicts")
    area_code = models.CharField(max_length=13)
    actor = models.CharField(max_length=150)
    answer = models.CharField(max_length=10, choices=[(a, a) for a in Answer])
    reason = models.CharField(max_length=1000)
    shown = models.JSONField(default=dict, help_text="what lay before the adjudicator")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "actor"], name="abis_verdict_once"),
            models.CheckConstraint(condition=models.Q(answer__in=list(Answer)), name="abis_answer_known"),
        ]

    def __str__(self) -> str:
        return f"verdict on case {self.case_id}"
