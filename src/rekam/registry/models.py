"""Residents, their family cards, and what happened to them."""

import uuid

from django.db import models

from rekam.kernel.database import Scoped
from rekam.kernel.nik import Sex
from rekam.kernel.transactions import CurrentTransaction, TransactionId
from rekam.registry.rules import Status


class FamilyCard(Scoped):
    """A kartu keluarga: a number that belongs to its head."""

    behind_doors = True

    number = models.CharField(max_length=16, unique=True)
    head = models.ForeignKey("Resident", on_delete=models.PROTECT, null=True, related_name="+")
    made_on = models.DateField(null=True)
    area_code = models.CharField(max_length=13)
    address = models.CharField(max_length=120)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(number__regex=r"^\d{16}$"), name="registry_kk_digits"),
        ]

    def __str__(self) -> str:
        return f"KK {self.pk}"


class Resident(Scoped):
    """One person of the register. The NIK is lifelong and is never a secret."""

    behind_doors = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nik = models.CharField(max_length=16, unique=True)
    kk = models.CharField(max_length=16)
    area_code = models.CharField(max_length=13, help_text="kelurahan of the domicile, Kemendagri code")

    full_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, help_text="kernel.names, for comparing")
    sex = models.CharField(max_length=1, choices=[(sex, sex) for sex in Sex])
    birth_place = models.CharField(max_length=60)
    birth_date = models.DateField()
    blood_group = models.CharField(max_length=3, blank=True)
    religion = models.CharField(max_length=20)
    marital_status = models.CharField(max_length=20)
    ever_married = models.BooleanField(default=False)
    occupation = models.CharField(max_length=60)
    nationality = models.CharField(max_length=3, default="WNI")
    permit_until = models.DateField(null=True, blank=True)
    head_relation = models.CharField(max_length=20)
    mother_name = models.CharField(max_length=200, blank=True)
    father_name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=120)
    rt = models.CharField(max_length=3)
    rw = models.CharField(max_length=3)
    disability = models.CharField(max_length=30, blank=True)

    status = models.CharField(max_length=10, choices=[(s, s) for s in Status], default=Status.ACTIVE)
    status_on = models.DateField(null=True, blank=True)
    # Why the NIK is out of use (entries.rules.Block); for want of a recording the row stays ACTIVE.
    blocked_for = models.CharField(max_length=20, blank=True, default="", db_default="")

    # The register's own copy of the ladder (SIAK's EKTP_STATUS), written by registry.services only.
    ektp_status = models.CharField(max_length=40, default="UNREGISTERED")
    recorded_on = models.DateField(null=True, blank=True)
    print_ready_on = models.DateField(null=True, blank=True)
    printed_on = models.DateField(null=True, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    lost_on = models.DateField(null=True, blank=True, help_text="the card is reported lost, and not replaced")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(nik__regex=r"^\d{16}$"), name="registry_nik_digits"),
            models.CheckConstraint(condition=models.Q(sex__in=list(Sex)), name="registry_sex_known"),
            models.CheckConstraint(condition=models.Q(status__in=list(Status)), name="registry_status_known"),
        ]
        indexes = [
            models.Index(fields=["kk"], name="registry_resident_kk"),
            models.Index(fields=["area_code"], name="registry_resident_area"),
            models.Index(fields=["birth_date"], name="registry_resident_born"),
            models.Index(
                fields=["area_code", "birth_date"],
                condition=models.Q(recorded_on=None, status="active"),
                name="registry_not_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"resident {self.uuid}"


class Event(Scoped):
    """What happened to a resident. State is folded from these; nothing here is ever changed."""

    append_only = True
    behind_doors = True

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="events")
    area_code = models.CharField(max_length=13)
    kind = models.CharField(max_length=40)
    valid_on = models.DateField()
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    # What the fold reads (entries.state): column -> [before, after], and the state where a history begins.
    changes = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    state = models.JSONField(null=True, blank=True)
    entry = models.UUIDField(null=True, blank=True, help_text="the entry that led to it")
    xid = TransactionId(db_default=CurrentTransaction(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["resident", "recorded_at"], name="registry_event_of"),
            models.Index(fields=["xid"], name="registry_event_xid"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of resident {self.resident_id}"


from rekam.registry.bulk.models import Import  # noqa: E402, F401
from rekam.registry.canaries.models import Alarm, Canary  # noqa: E402, F401
from rekam.registry.duplicates.models import Opinion, Pair  # noqa: E402, F401
from rekam.registry.entries.models import AreaChange, Entry  # noqa: E402, F401
from rekam.registry.exports.models import Export  # noqa: E402, F401
from rekam.registry.outside.models import OutsideService, OutsideTry  # noqa: E402, F401
from rekam.registry.voters.models import PollingDay  # noqa: E402, F401
