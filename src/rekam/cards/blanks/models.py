"""Blanks and boxes of blanks, and what moved them."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.rules import AWAY, CHECKED_IN, KEPT, WITH_A_TEAM, BlankState
from rekam.kernel.database import Scoped

# Accounts of the ledger that are no state of a blank: outside, and blanks not counted out of their box yet.
SUPPLIER = "supplier"
BOXED = "boxed"
ACCOUNTS = [SUPPLIER, BOXED, *BlankState]


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


class Passed(Scoped):
    """What goes from site to site: until the other one receives it, its sender answers for it."""

    shown_to = "bound_for"
    passed_on = True
    behind_doors = True

    area_code = models.CharField(max_length=13, help_text="the site that answers for it now")
    bound_for = models.CharField(max_length=13, blank=True, help_text="the site it is on the road to")
    shipment = models.UUIDField(null=True, help_text="the shipment it is on the road with")

    class Meta:
        abstract = True


class Box(Passed):
    """A numbered lot without a list of serials; its blanks get theirs when they are counted out."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True, help_text="as printed on the box")
    span = models.CharField(max_length=60, blank=True, help_text="from and to which number, where told")
    count = models.PositiveIntegerField(help_text="blanks that it came with, by its paper")
    left = models.PositiveIntegerField(help_text="blanks that are still in it, by the ledger")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="boxes")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gt=0) & Q(left__lte=F("count")), name="cards_box_holds_no_more"
            ),
            models.CheckConstraint(
                condition=Q(bound_for="", shipment=None) | (~Q(bound_for="") & Q(shipment__isnull=False)),
                name="cards_box_road",
            ),
        ]

    def __str__(self) -> str:
        return f"box {self.number}"


class BoxMove(Scoped):
    """A number of blanks out of one account of a site into another, while they have no serials."""

    append_only = True

    move = models.UUIDField(default=uuid.uuid4, editable=False, help_text="shared by the rows of one act")
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="moves")
    area_code = models.CharField(max_length=13, help_text="the site whose accounts these are")
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    count = models.PositiveIntegerField()
    other_site = models.CharField(max_length=13, blank=True, help_text="the far end of a shipment")
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    second = models.CharField(max_length=60, blank=True, help_text="the other officer of an act of two")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=ACCOUNTS) & Q(target__in=ACCOUNTS) & ~Q(source=F("target")),
                name="cards_boxmove_accounts",
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="cards_boxmove_not_empty"),
        ]
        indexes = [models.Index(fields=["area_code", "at"], name="cards_boxmove_site_at")]

    def __str__(self) -> str:
        return f"{self.count} of {self.box_id}: {self.source} to {self.target}"


class Blank(Passed):
    """One card body, known by the UID of its chip; `state` and `moved` repeat its last move."""

    serial = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=12, choices=[(s, s) for s in BlankState])
    before = models.CharField(max_length=12, blank=True, help_text="what it was when it left or was lost")
    moved = models.PositiveIntegerField(default=0, help_text="how many moves it has had")
    carrier = models.CharField(max_length=40, blank=True, help_text="the visit or team that has it")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="blanks")
    box = models.ForeignKey(Box, on_delete=models.PROTECT, null=True, related_name="blanks")

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
            models.CheckConstraint(
                condition=(Q(before="") & ~Q(state__in=sorted(AWAY)))
                | (Q(before__in=sorted(KEPT)) & Q(state__in=sorted(AWAY))),
                name="cards_blank_before",
            ),
            models.CheckConstraint(
                condition=(Q(bound_for="", shipment=None) & ~Q(state=BlankState.ROAD))
                | (~Q(bound_for="") & Q(shipment__isnull=False, state=BlankState.ROAD)),
                name="cards_blank_road",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "state"], name="cards_blank_stock"),
            models.Index(fields=["carrier"], condition=~Q(carrier=""), name="cards_blank_carrier"),
            models.Index(
                fields=["shipment"], condition=Q(shipment__isnull=False), name="cards_blank_shipment"
            ),
        ]

    def __str__(self) -> str:
        return self.serial


class BlankMove(Scoped):
    """One blank out of one account of a site into another; a transfer is two rows, by way of the road."""

    append_only = True

    move = models.UUIDField(default=uuid.uuid4, editable=False, help_text="shared by the rows of one act")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="moves")
    serial = models.CharField(max_length=20)
    number = models.PositiveIntegerField(help_text="its place in the blank's story, from 1")
    area_code = models.CharField(max_length=13, help_text="the site whose accounts these are")
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    other_site = models.CharField(max_length=13, blank=True, help_text="the far end of a shipment")
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
            # Two acts on one blank at once would both be its next move, so it cannot go to two places.
            models.UniqueConstraint(fields=["blank", "number"], name="cards_move_in_its_place"),
            # A blank goes once into a printer, and once into a holder's hands.
            models.UniqueConstraint(
                fields=["serial"], condition=Q(target="printing"), name="cards_blank_used_once"
            ),
            models.UniqueConstraint(
                fields=["serial"], condition=Q(target="handed_over"), name="cards_blank_given_once"
            ),
            models.UniqueConstraint(
                fields=["serial"],
                condition=Q(source__in=[SUPPLIER, BOXED]),
                name="cards_blank_received_once",
            ),
        ]
        indexes = [
            models.Index(fields=["area_code", "at"], name="cards_move_site_at"),
            models.Index(fields=["move"], name="cards_move_act"),
        ]

    def __str__(self) -> str:
        return f"{self.serial}: {self.source} to {self.target}"
