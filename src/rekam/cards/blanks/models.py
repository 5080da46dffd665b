"""Blanks, and what moved them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.rules import CHECKED_IN, WITH_A_TEAM, BlankState
from rekam.kernel.database import Scoped

# Accounts of the ledger that are no state of a blank: outside, and on the road between two sites.
SUPPLIER = "supplier"


ROAD = "road"


ACCOUNTS = [SUPPLIER, ROAD, *BlankState]


class Delivery(Scoped):
    """One lot of blanks that a site took in, with the letter it came with."""

    append_only = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site's area")
    letter = models.CharField(max_length=60, help_text="number of the delivery note")
    count = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    actor = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "letter"], name="cards_delivery_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="cards_delivery_not_empty"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.uuid}"


class Blank(Scoped):
    """One card body, known by the UID of its chip; `state` repeats the last move."""

    serial = models.CharField(max_length=20, unique=True)
    area_code = models.CharField(max_length=13, help_text="the site that answers for it now")
    state = models.CharField(max_length=12, choices=[(s, s) for s in BlankState])
    carrier = models.CharField(max_length=40, blank=True, help_text="the visit or team that has it")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="blanks")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(BlankState)), name="cards_blank_state_known"),
            models.CheckConstraint(
                condition=Q(serial__regex=r"^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$"),
                name="cards_blank_serial_form",
            ),
            models.CheckConstraint(
                condition=(Q(carrier="") & ~Q(state__in=sorted(CHECKED_IN)))
                | (~Q(carrier="") & Q(state__in=sorted(WITH_A_TEAM))),
                name="cards_blank_with_a_team",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "state"], name="cards_blank_stock"),
            models.Index(fields=["carrier"], condition=~Q(carrier=""), name="cards_blank_carrier"),
        ]

    def __str__(self) -> str:
        return self.serial


class BlankMove(Scoped):
    """One blank out of one account of a site into another; a transfer is two rows, by way of the road."""

    append_only = True

    move = models.UUIDField(default=uuid.uuid4, editable=False, help_text="shared by the rows of one act")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="moves")
    serial = models.CharField(max_length=20)
    area_code = models.CharField(max_length=13, help_text="the site whose accounts these are")
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    other_site = models.CharField(max_length=13, blank=True, help_text="the far end of a transfer")
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    second = models.CharField(max_length=60, blank=True, help_text="the other officer of an act of two")
    carrier = models.CharField(max_length=40, blank=True, help_text="the visit or team that had or got it")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=ACCOUNTS) & Q(target__in=ACCOUNTS) & ~Q(source=F("target")),
                name="cards_move_accounts",
            ),
            # A blank goes once into a printer, and once into a holder's hands.
            models.UniqueConstraint(
                fields=["serial"], condition=Q(target="printing"), name="cards_blank_used_once"
            ),
            models.UniqueConstraint(
                fields=["serial"], condition=Q(target="handed_over"), name="cards_blank_given_once"
            ),
            models.UniqueConstraint(
                fields=["serial"], condition=Q(source="supplier"), name="cards_blank_received_once"
            ),
        ]
        indexes = [models.Index(fields=["area_code", "at"], name="cards_move_site_at")]

    def __str__(self) -> str:
        return f"{self.serial}: {self.source} to {self.target}"
