"""What was answered to which reference, so that the same question again is no second one."""

from django.db import models
from django.db.models import Q


class Given(models.Model):
    """An answer as it was given. What was asked stands in it only as a keyed digest of the request's body."""

    removable = True

    client_id = models.CharField(max_length=64)
    reference = models.CharField(max_length=60, help_text="the institution's own case")
    way = models.CharField(max_length=12, help_text="questions or comparisons")
    question = models.BinaryField(help_text="keyed digest of the body")
    answer = models.JSONField()
    number = models.UUIDField()
    at = models.DateTimeField(db_index=True)
    stated_caller = models.CharField(max_length=255, blank=True, help_text="header X-Road-Client")

    class Meta:
        db_table = "verification_given"
        constraints = [
            models.UniqueConstraint(fields=["client_id", "reference"], name="verification_given_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="verification_given_reference"),
        ]

    def __str__(self) -> str:
        return f"given {self.number}"
