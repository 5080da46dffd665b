"""Questions: what an officer asked to be shown, and the verdict. Who showed it is not kept."""

import uuid

from django.db import models

from rekam.credentials.presenting.rules import Template
from rekam.credentials.verdict import Standing

DIGEST = 64  # letters
MOST_PURPOSE = 1_200  # letters; an institution's name, its purpose and each field by name


class Question(models.Model):
    """One question of one officer.

    reference   digest of the last part of its addresses; all its secrets come from that (secrecy)
    sealed      the values that were shown, for a minute; only with the reference can they be read
    holder      keyed digest of the NIK that was shown, for who only asks whether it is the one they mean
    return_code digest of what brings the browser of the same phone back to this question
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=DIGEST, unique=True)
    template = models.CharField(max_length=12, choices=[(one, one) for one in Template])
    purpose = models.CharField(max_length=MOST_PURPOSE, help_text="for what, as the holder reads it")
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField(db_index=True)
    same_phone = models.BooleanField(default=False)
    fetched_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    declined = models.BooleanField(default=False)
    standing = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in Standing])
    code = models.CharField(max_length=40, blank=True)
    known_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    holder = models.CharField(max_length=DIGEST, blank=True)
    return_code = models.CharField(max_length=DIGEST, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, standing="", sealed=None, declined=False)
                | models.Q(answered_at__isnull=False, declined=True, standing="", sealed=None)
                | (models.Q(answered_at__isnull=False, declined=False) & ~models.Q(standing="")),
                name="credentials_question_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(fetched_at__isnull=False),
                name="credentials_question_fetched",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.uuid}"
