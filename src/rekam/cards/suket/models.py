"""Letters in place of a card, and how often the public page was asked."""

import uuid

from django.db import models
from django.db.models import F, Q

from rekam.cards.suket.rules import KEY_LENGTH, Withdrawal
from rekam.enrolment.rules import SuketCode
from rekam.kernel.database import Scoped
from rekam.kernel.letters import new_code


def new_key() -> str:
    """A key that nobody can guess."""
    return new_code(letters=KEY_LENGTH)


class Suket(Scoped):
    """One numbered letter; what it says of its holder is read from the register when it is printed."""

    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    record = models.UUIDField(help_text="enrolment's id of the recording")
    resident = models.UUIDField(db_index=True, help_text="the register's id of the holder")
    area_code = models.CharField(max_length=13, help_text="the holder's area on that day")
    site = models.CharField(
        max_length=13, help_text="area of the place that gave it; letters are numbered there"
    )
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    code = models.CharField(max_length=4, choices=[(c, c) for c in SuketCode])
    since = models.DateField(help_text="the day of the first letter of this waiting")
    issued_on = models.DateField()
    valid_until = models.DateField(help_text="last day")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=60)
    signer_name = models.CharField(max_length=100, blank=True, help_text="empty: written by hand")
    signer_number = models.CharField(max_length=30, blank=True, help_text="NIP")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_for = models.CharField(max_length=10, blank=True, choices=[(w, w) for w in Withdrawal])
    withdrawal_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "year", "sequence"], name="cards_suket_number"),
            models.UniqueConstraint(
                fields=["record"], condition=Q(withdrawn_at=None), name="cards_one_open_suket"
            ),
            models.CheckConstraint(condition=Q(valid_until__gt=F("issued_on")), name="cards_suket_days"),
            models.CheckConstraint(condition=Q(code__in=list(SuketCode)), name="cards_suket_code_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_for="")
                | Q(withdrawn_at__isnull=False, withdrawn_for__in=list(Withdrawal)),
                name="cards_suket_withdrawn_for",
            ),
        ]
        indexes = [
            models.Index(fields=["since"], condition=Q(withdrawn_at=None), name="cards_suket_open"),
        ]

    def __str__(self) -> str:
        return f"suket {self.uuid}"

    @property
    def number(self) -> str:
        """The letter's number; its form is ours."""
        return f"{self.sequence:04}/SUKET/{self.site}/{self.year}"

    @property
    def spaced_key(self) -> str:
        """The key as people read it: four letters and a blank."""
        return " ".join(self.key[at : at + 4] for at in range(0, KEY_LENGTH, 4))


class SuketCheck(models.Model):
    """One question to the public page; what was asked is not kept, and who asked only as a keyed digest."""

    removable = True

    asker = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asker", "at"], name="cards_suket_asker")]

    def __str__(self) -> str:
        return f"suket check {self.pk}"
