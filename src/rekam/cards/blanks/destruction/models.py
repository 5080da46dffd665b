"""Minutes of destruction, and the cards that they name."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.blanks.models import Blank
from rekam.kernel.database import Scoped


class Destruction(Scoped):
    """One berita acara: made before the fire, confirmed after it by the second signatory.

    Its paper, with holders' names and addresses, lies closed in the vault; its bytes never change.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    area_code = models.CharField(max_length=13, help_text="the site whose cards are burned")
    number = models.CharField(max_length=60, help_text="number of the berita acara")
    place = models.CharField(max_length=100)
    on = models.DateField(help_text="day of the fire, in the office's zone")
    count = models.PositiveIntegerField()
    paper = models.CharField(max_length=90, blank=True, help_text="vault: the PDF; '' once it is forgotten")
    prepared_by = models.CharField(max_length=60)
    prepared_at = models.DateTimeField()
    witness = models.CharField(max_length=60)
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=60, blank=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(witness=F("prepared_by")), name="cards_destruction_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None), name="cards_destruction_one_end"
            ),
            models.UniqueConstraint(
                fields=["area_code", "number"],
                condition=Q(dropped_at=None),
                name="cards_destruction_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"destruction {self.uuid}"


class DestructionLine(Scoped):
    """One card of the minutes; it stands in one paper only, unless that one was dropped."""

    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="lines")
    blank = models.ForeignKey(Blank, on_delete=models.PROTECT, related_name="destructions")
    area_code = models.CharField(max_length=13)
    serial = models.CharField(max_length=20)
    holder = models.UUIDField(null=True, help_text="the register's id of whom it was printed for")
    dropped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blank"], condition=Q(dropped=False), name="cards_destruction_line_once"
            )
        ]

    def __str__(self) -> str:
        return self.serial
