"""Follow-ups and their answers, in the area of the office that they are addressed to."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.coverage.followups.rules import LONGEST_TEXT, About
from rekam.kernel.database import Scoped


class FollowUp(Scoped):
    """One note or request; it stays after it is closed."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the kabupaten/kota whose office is addressed")
    about = models.CharField(max_length=15, choices=[(about, about) for about in About])
    text = models.CharField(max_length=LONGEST_TEXT)
    due_on = models.DateField(null=True, blank=True, help_text="empty for a note, which asks for no answer")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(about__in=list(About)), name="coverage_follow_up_about"),
            models.CheckConstraint(
                condition=Q(closed_at=None) ^ ~Q(closed_by=""), name="coverage_follow_up_closed_by"
            ),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.uuid}"


class Answer(Scoped):
    """What an office answered; never changed, a further answer stands beside it."""

    append_only = True

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="answers")
    area_code = models.CharField(max_length=13)
    text = models.CharField(max_length=LONGEST_TEXT)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer {self.pk}"
