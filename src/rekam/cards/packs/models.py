"""Packs of printed cards that officers took along, and what stations told of them."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.cards.blanks.models import Blank
from rekam.cards.orders.models import PrintJob
from rekam.cards.packs.rules import Answer, Proof
from rekam.kernel.database import Scoped


class Pack(Scoped):
    """Cards that one officer takes to one place; the ledger knows them under this id as carrier."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site whose safe the cards left")
    place = models.CharField(max_length=100)
    on = models.DateField()
    officer = models.CharField(max_length=60, help_text="who has it; it is sealed to this one's key")
    station = models.CharField(max_length=64, blank=True, help_text="kid; the first that fetched it")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="of reading at the station")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    closed_by = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True, help_text="what is said of the missing ones")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="") | (~Q(closed_at=None) & ~Q(closed_by="")),
                name="cards_pack_closed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["officer"], condition=Q(closed_at=None), name="cards_pack_open_of"),
        ]

    def __str__(self) -> str:
        return f"pack {self.uuid}"


class PackCard(Scoped):
    """One card of a pack. Whether it was given stands at its order; only what did not is told here."""

    class End(models.TextChoices):
        """What became of a card that nobody got."""

        BACK = "back"
        MISSING = "missing"

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="cards")
    job = models.ForeignKey(PrintJob, on_delete=models.PROTECT, related_name="packed")
    area_code = models.CharField(max_length=13, help_text="the order's area")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="packed")
    end = models.CharField(max_length=8, blank=True, choices=End.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "blank"], name="cards_pack_card_once"),
            models.UniqueConstraint(
                fields=["blank"], condition=Q(end=""), name="cards_in_one_pack_at_a_time"
            ),
            models.CheckConstraint(condition=Q(end__in=["", "back", "missing"]), name="cards_pack_card_end"),
        ]

    def __str__(self) -> str:
        return f"card {self.pk} of pack {self.pack_id}"


class FieldAct(Scoped):
    """What a station told of a pack: a hand-over, or the officer's count at the end (then `card` is None).

    code   why a hand-over could not be written down as it was told; such a row is a case until it is answered
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    packet = models.UUIDField(unique=True, help_text="enrolment's id of the packet")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="acts")
    area_code = models.CharField(max_length=13, help_text="the pack's area")
    number = models.PositiveIntegerField(help_text="within the pack, as the station counted")
    sha256 = models.CharField(max_length=64, help_text="of the packet; the next act names it")
    previous = models.CharField(max_length=64)
    card = models.ForeignKey(PackCard, null=True, on_delete=models.PROTECT, related_name="acts")
    proof = models.CharField(max_length=10, blank=True, choices=[(p, p) for p in Proof])
    score = models.IntegerField(default=0, help_text="of the 1:1 match, log10 in hundredths")
    tries = models.PositiveIntegerField(default=0)
    counted = models.JSONField(null=True, help_text="of a count: serials that are back, and that are missing")
    at = models.DateTimeField(help_text="of the act, as far as the station's clock is believed")
    received_at = models.DateTimeField()
    code = models.CharField(max_length=60, blank=True)
    answer = models.CharField(max_length=10, blank=True, choices=[(a, a) for a in Answer])
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "number"], name="cards_pack_act_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (~Q(answered_at=None) & ~Q(answer="")),
                name="cards_pack_act_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=~Q(code="") & Q(answered_at=None),
                name="cards_pack_case_open",
            ),
        ]

    def __str__(self) -> str:
        return f"act {self.number} of pack {self.pack_id}"
