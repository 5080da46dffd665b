"""Notices, wishes to be told, the nights of birthdays, and breaches."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.applications.filing.models import Application
from rekam.applications.notices.rules import State, Topic
from rekam.kernel.database import Scoped


class Breach(Scoped):
    """A leak of personal data: written by one, sent by another. Whom it touched are its notices."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="of the office that answers for it")
    known_at = models.DateTimeField(help_text="the 72 hours run from here")
    what = models.CharField(max_length=300)
    how = models.CharField(max_length=500)
    done = models.CharField(max_length=500)
    ask_at = models.CharField(max_length=120)
    officer = models.CharField(max_length=60, blank=True, help_text="whoever was touched by this account")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    touched_area = models.CharField(max_length=13, blank=True, help_text="or everybody who lives here")
    is_public = models.BooleanField(default=False, help_text="a notice to everybody too")
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    sent_by = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, help_text="the second person said so")
    people = models.PositiveIntegerField(null=True, help_text="touched; None until they were gathered")
    gathered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) ^ ~Q(sent_by=""), name="applications_breach_sent"
            ),
            models.CheckConstraint(
                condition=~Q(sent_by=models.F("written_by")), name="applications_breach_by_two"
            ),
            models.CheckConstraint(
                condition=Q(touched_area="") ^ Q(officer=""), name="applications_breach_reach"
            ),
        ]

    def __str__(self) -> str:
        return f"breach {self.uuid}"


class Notice(Scoped):
    """One thing told to one person or household. Text and address are the messages' to keep."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=80, unique=True, help_text="of what it tells; its message has the same")
    area_code = models.CharField(max_length=13)
    topic = models.CharField(max_length=12, choices=[(topic, topic) for topic in Topic])
    event = models.CharField(max_length=30, help_text="messages.Template, or rules.Birthday")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="notices")
    record = models.UUIDField(null=True, db_index=True)
    resident = models.UUIDField(null=True, db_index=True)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, null=True, related_name="notices")
    day = models.DateField(null=True, help_text="on which somebody grew up")
    state = models.CharField(max_length=12, choices=[(state, state) for state in State])
    channel = models.CharField(max_length=10, blank=True, help_text="of its message, where there is one")
    at = models.DateTimeField()
    batch = models.UUIDField(null=True, help_text="of letters printed together")
    printed_by = models.CharField(max_length=60, blank=True)
    printed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="applications_notice_state"),
            models.CheckConstraint(condition=Q(topic__in=list(Topic)), name="applications_notice_topic"),
            models.CheckConstraint(
                condition=~Q(state=State.PRINTED) | Q(batch__isnull=False, printed_at__isnull=False),
                name="applications_notice_printed",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "at"], name="applications_notice_when"),
            models.Index(
                fields=["area_code"], condition=Q(state=State.TO_PRINT), name="applications_notice_letters"
            ),
            models.Index(
                fields=["batch"], condition=Q(batch__isnull=False), name="applications_notice_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.uuid}"


class Wish(Scoped):
    """A contact that somebody with slip and NIK left to hear of a recording; emptied once that is over."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    record = models.UUIDField(db_index=True)
    area_code = models.CharField(max_length=13)
    contact = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=16)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "contact"], condition=~Q(contact=""), name="applications_wish_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ Q(contact=""), name="applications_wish_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"wish {self.uuid}"


class Night(models.Model):
    """One day whose birthdays were gone through; the office's, so without an area."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    told = models.PositiveIntegerField(help_text="notices made")
    left_out = models.PositiveIntegerField(default=0, help_text="days before it that nobody makes up for")

    def __str__(self) -> str:
        return f"night of {self.day}"
