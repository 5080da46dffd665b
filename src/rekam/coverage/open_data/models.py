"""Who asked for a publication of counts, and who let it out."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.coverage.open_data.rules import State
from rekam.kernel.database import Scoped


class Publication(Scoped):
    """A semester's counts of an area, asked for by one officer and published by another."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13)
    base = models.CharField(max_length=6, help_text="semester")
    sha256 = models.CharField(max_length=64, help_text="of the files that were asked for")
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.ASKED)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="coverage_publication_state"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED, decided_by=F("asked_by")),
                name="coverage_publication_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["area_code", "base"],
                condition=~Q(state=State.REFUSED),
                name="coverage_publication_once",
            ),
        ]

    def __str__(self) -> str:
        return f"publication {self.uuid}"
