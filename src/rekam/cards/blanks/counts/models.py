"""Counts of a site's safe, and what did not agree."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.counts.rules import Shift, Verdict
from rekam.kernel.database import Scoped


class SafeCount(Scoped):
    """One count at the turn of a shift: what lay in the safe and what the ledger expected then."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site's area")
    shift = models.CharField(max_length=10, choices=[(shift, shift) for shift in Shift])
    scanned = models.BooleanField(help_text="by serials; otherwise by number")
    blanks = models.PositiveIntegerField(help_text="unused blanks that lay there")
    cards = models.PositiveIntegerField(help_text="printed cards that lay there")
    boxed = models.PositiveIntegerField(help_text="blanks in closed boxes, by the boxes' paper")
    expected_blanks = models.PositiveIntegerField()
    expected_cards = models.PositiveIntegerField()
    expected_boxed = models.PositiveIntegerField()
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=300, blank=True, help_text="what a difference comes from")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shift__in=list(Shift)), name="cards_count_shift_known"),
            models.CheckConstraint(condition=~Q(confirmed_by=F("actor")), name="cards_count_four_eyes"),
        ]
        indexes = [models.Index(fields=["area_code", "-at"], name="cards_count_site_at")]

    def __str__(self) -> str:
        return f"count {self.uuid}"


class SafeCountLine(Scoped):
    """A serial of a count that is missing, or that lies where the ledger does not expect it."""

    append_only = True

    safe_count = models.ForeignKey(SafeCount, on_delete=models.PROTECT, related_name="lines")
    area_code = models.CharField(max_length=13)
    serial = models.CharField(max_length=20)
    verdict = models.CharField(max_length=12, choices=[(verdict, verdict) for verdict in Verdict])
    state = models.CharField(max_length=12, blank=True, help_text="what the ledger says, as far as seen here")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=list(Verdict)), name="cards_count_verdict_known"),
            models.UniqueConstraint(fields=["safe_count", "serial"], name="cards_count_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.serial}: {self.verdict}"
