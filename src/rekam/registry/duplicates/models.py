"""Pairs that wait for somebody's judgement, and what was said of them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.registry.duplicates.rules import ANSWERS, State


class Pair(Scoped):
    """Two residents who may be one person; `area_code` is the smallest area that holds both."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey("registry.Resident", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("registry.Resident", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=13)
    weight = models.FloatField(help_text="match weight in bits, see rules.QUEUE_FROM")
    evidence = models.JSONField(help_text="field -> level of likeness, see linking")
    data_hash = models.CharField(max_length=64, help_text="of what was compared")
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.OPEN)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="registry_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="registry_pair_ordered"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="registry_pair_state"),
        ]
        indexes = [models.Index(fields=["state", "-weight"], name="registry_pair_queue")]

    def __str__(self) -> str:
        return f"pair {self.uuid}"


class Opinion(Scoped):
    """What somebody said of a pair, and of which data; never changed."""

    append_only = True

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="opinions")
    area_code = models.CharField(max_length=13)
    answer = models.CharField(max_length=10, choices=[(s, s) for s in ANSWERS])
    reason = models.CharField(max_length=500)
    data_hash = models.CharField(max_length=64)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answer} of pair {self.pair_id}"
