"""Orders of an office, shares among its sites, requests to the centre, loans between offices."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.allocation.loan_rules import ANSWERS, SENDS, LoanKind
from rekam.cards.blanks.models import Delivery
from rekam.cards.blanks.shipments.models import Shipment
from rekam.kernel.database import Scoped


class PriorityOrder(Scoped):
    """An office's own order of the groups, holding from a day on; two people make it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the kabupaten/kota")
    since = models.DateField()
    ranks = models.JSONField(help_text="groups by rank: a list of lists of orders.rules.Priority")
    climb_days = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    holds = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="cards_order_four_eyes"),
            models.CheckConstraint(condition=Q(holds=False) | ~Q(decided_by=""), name="cards_order_decided"),
            models.UniqueConstraint(
                fields=["area_code", "since"], condition=Q(holds=True), name="cards_one_order_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"order of {self.area_code} from {self.since}"


class BlankShare(Scoped):
    """A decision on how many blanks each site gets; what was sent of it stands in the ledger."""

    append_only = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office whose safe is shared out")
    blanks = models.PositiveIntegerField()
    order = models.CharField(max_length=200, help_text="the source of the order in force then")
    reason = models.CharField(max_length=200, blank=True, help_text="why it differs from what was proposed")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(blanks__gt=0), name="cards_share_not_empty")]

    def __str__(self) -> str:
        return f"share {self.uuid}"


class ShareLine(Scoped):
    """What one site gets of a share."""

    append_only = True

    share = models.ForeignKey(BlankShare, on_delete=models.PROTECT, related_name="lines")
    area_code = models.CharField(max_length=13, help_text="the site")
    need = models.PositiveIntegerField(help_text="cards waited for beyond the site's own stock")
    proposed = models.PositiveIntegerField()
    given = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["share", "area_code"], name="cards_share_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.given} for {self.area_code}"


class BlankRequest(Scoped):
    """A letter that asks the centre for blanks, with its arithmetic, and what became of it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the office that asks")
    letter = models.CharField(max_length=60)
    on = models.DateField()
    figures = models.JSONField(help_text="the lines of asking.Asked as they stood")
    requested = models.PositiveIntegerField()
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    allotted = models.PositiveIntegerField(null=True, blank=True)
    allotted_on = models.DateField(null=True, blank=True)
    allotted_letter = models.CharField(max_length=60, blank=True)
    collected_on = models.DateField(null=True, blank=True)
    collected_by = models.CharField(max_length=60, blank=True, help_text="user name of who fetched them")
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, blank=True, related_name="request"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "letter"], name="cards_request_letter_once"),
            models.CheckConstraint(condition=Q(requested__gt=0), name="cards_request_not_empty"),
            models.CheckConstraint(
                condition=Q(collected_on=None) | Q(allotted__gt=0), name="cards_request_allotted_first"
            ),
            models.CheckConstraint(
                condition=Q(delivery=None) | ~Q(collected_on=None), name="cards_request_collected_first"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.uuid}"


class BlankLoan(Scoped):
    """Blanks that a province proposes to move from one office to another; they come back."""

    append_only = True
    shown_to = "borrower"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the lender")
    borrower = models.CharField(max_length=13)
    blanks = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(blanks__gt=0) & ~Q(borrower=F("area_code")), name="cards_loan_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"loan {self.uuid}"


class LoanStep(Scoped):
    """What one of the two offices did about a loan; what arrived of it stands in the ledger."""

    append_only = True
    shown_to = "other"

    loan = models.ForeignKey(BlankLoan, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(help_text="1 is the first; two at once cannot both be next")
    area_code = models.CharField(max_length=13, help_text="the office that acts")
    other = models.CharField(max_length=13, help_text="the other office")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in LoanKind])
    shipment = models.OneToOneField(
        Shipment, on_delete=models.PROTECT, null=True, related_name="loan_step", help_text="none of an answer"
    )
    blanks = models.PositiveIntegerField(default=0, help_text="in the shipment when it left")
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="cards_loan_step_once"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(ANSWERS), shipment=None, blanks=0)
                | Q(kind__in=sorted(SENDS.values()), shipment__isnull=False, blanks__gt=0),
                name="cards_loan_step_in_ledger",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of loan {self.loan_id}"
