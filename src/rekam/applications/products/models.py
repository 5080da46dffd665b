"""Papers that were issued; what they say is read from the register when they are printed."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.applications.catalogue.rules import Product
from rekam.applications.filing.models import Application
from rekam.applications.products.rules import ON_PAPER, number_of
from rekam.cards.suket.rules import KEY_LENGTH
from rekam.kernel.database import Scoped


class Paper(Scoped):
    """One numbered paper that an application led to."""

    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="paper")
    area_code = models.CharField(max_length=13, help_text="of whom it is about")
    resident = models.UUIDField(db_index=True, help_text="the register's id of whom it is about")
    kind = models.CharField(max_length=12, choices=[(one, one) for one in Product])
    office = models.CharField(max_length=13, help_text="area of the office that numbers it")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)
    signer_name = models.CharField(max_length=100, blank=True, help_text="empty: written by hand")
    signer_number = models.CharField(max_length=30, blank=True, help_text="NIP")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "year", "sequence"], name="applications_paper_number"
            ),
            models.CheckConstraint(condition=Q(kind__in=sorted(ON_PAPER)), name="applications_paper_is_one"),
        ]

    def __str__(self) -> str:
        return f"paper {self.uuid}"

    @property
    def number(self) -> str:
        """The number on it."""
        return number_of(Product(self.kind), sequence=self.sequence, office=self.office, year=self.year)

    @property
    def spaced_key(self) -> str:
        """The key as people read it: four letters and a blank."""
        return " ".join(self.key[at : at + 4] for at in range(0, KEY_LENGTH, 4))
