"""Presentations that institutions asked for."""

import uuid

from django.db import models


class Presence(models.Model):
    """One of a partner; what was shown lies, as a keyed digest and for minutes, with the question itself."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    client_id = models.CharField(max_length=64)
    question = models.UUIDField(null=True, help_text="credentials.presenting; None in the sandbox")
    fields = models.JSONField(help_text="asking.rules.Field")
    made_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verification_presence"

    def __str__(self) -> str:
        return f"presence {self.uuid}"
