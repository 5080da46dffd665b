"""OSIA's encounters and tasks: opaque ids on both sides."""

import uuid

from django.db import models

from rekam.abis.osia.rules import Status
from rekam.abis.osia.states import Kind


class Encounter(models.Model):
    """One visit of one person as OSIA knows it, and the subject that it is here.

    A deleted one, or one that another reading replaced, is no candidate and nobody reads it any more.
    """

    person = models.CharField(max_length=100, help_text="the other system's personId, no number of a person")
    encounter = models.CharField(max_length=100)
    subject = models.UUIDField(unique=True)
    kind = models.CharField(max_length=100, help_text="encounterType")
    status = models.CharField(max_length=10, choices=[(status, status) for status in Status])
    at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "encounter"],
                condition=models.Q(deleted_at=None),
                name="abis_osia_encounter_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=list(Status)), name="abis_osia_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"encounter of subject {self.subject}"


class Listing(models.Model):
    """An encounter in a gallery."""

    removable = True

    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="listings")
    gallery = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["encounter", "gallery"], name="abis_osia_listed_once"),
        ]

    def __str__(self) -> str:
        return f"encounter {self.encounter_id} in {self.gallery}"


class Task(models.Model):
    """What the worker is asked to do, its answer, and how far the answer got."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in Kind])
    transaction = models.CharField(max_length=100)
    callback = models.CharField(max_length=2_000, blank=True, help_text="empty: who asked waits for it")
    priority = models.PositiveSmallIntegerField(default=0)
    asked = models.JSONField(help_text="ids, galleries, addresses of images in the vault; emptied when done")
    held = models.JSONField(default=list, help_text="the addresses in `asked`: the vault keeps them so long")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="HTTP status of the answer")
    answer = models.JSONField(null=True, blank=True, help_text="ids and scores, or an error")
    answered_at = models.DateTimeField(null=True, blank=True)
    sends = models.PositiveSmallIntegerField(default=0)
    send_at = models.DateTimeField(null=True, blank=True, help_text="when the answer is sent next")
    delivered_at = models.DateTimeField(null=True, blank=True)
    given_up = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="code of our own fault; '' = none"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, status=None)
                | models.Q(answered_at__isnull=False, status__isnull=False),
                name="abis_osia_task_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "id"], condition=models.Q(answered_at=None), name="abis_osia_waiting"
            ),
            models.Index(
                fields=["send_at"], condition=models.Q(send_at__isnull=False), name="abis_osia_to_send"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"
