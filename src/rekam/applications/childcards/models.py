"""Child cards that were printed, and the blanks that each site holds."""

import uuid

from django.db import models
from django.db.models import Q

from rekam.applications.childcards.rules import Change
from rekam.applications.filing.models import Application
from rekam.kernel.database import Scoped


class ChildCard(Scoped):
    """The card of one application; what it says is read from the register when it is printed."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="child_card")
    area_code = models.CharField(max_length=13, help_text="of the child")
    resident = models.UUIDField(help_text="the register's id of the child")
    site = models.CharField(max_length=13, help_text="whose blank it is")
    with_photo = models.BooleanField()
    valid_until = models.DateField()
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=60)
    spoiled = models.PositiveSmallIntegerField(default=0, help_text="prints before this one that failed")
    is_good = models.BooleanField(default=True, help_text="False: the print failed, no other yet")

    def __str__(self) -> str:
        return f"child card {self.uuid}"


class ChildBlanks(Scoped):
    """One change of how many blanks a site holds; their sum is what it holds."""

    append_only = True

    area_code = models.CharField(max_length=13, help_text="the site")
    change = models.IntegerField()
    kind = models.CharField(max_length=8, choices=[(one, one) for one in Change])
    note = models.CharField(max_length=120, blank=True)
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Change)), name="applications_childblanks_kind"),
            models.CheckConstraint(condition=~Q(change=0), name="applications_childblanks_change"),
        ]
        indexes = [models.Index(fields=["area_code", "at"], name="applications_blanks_of")]

    def __str__(self) -> str:
        return f"{self.change} child blanks of {self.area_code}"
