"""Uploads, packets, recordings and what happened to them. Bytes lie in the vault, never here."""

from uuid import uuid4

from django.db import models

from rekam.enrolment.clocks import Clock
from rekam.enrolment.consents import Purpose
from rekam.enrolment.rules import Status
from rekam.kernel.database import Scoped


class PacketState(models.TextChoices):
    """Whether the server took a packet."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Upload(models.Model):
    """A packet of which not all has come yet. The file says how much of it is there."""

    removable = True  # when it became a packet, or nobody went on with it

    packet = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["packet", "sha256"], name="enrolment_upload_content"),
        ]

    def __str__(self) -> str:
        return f"upload {self.packet}"


class Packet(Scoped):
    """A packet that arrived whole. Refused ones stay, with their bytes and their code."""

    uuid = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    area_code = models.CharField(max_length=13, blank=True, help_text="of the station; '' when unknown")
    station = models.CharField(max_length=64, blank=True, help_text="kid")
    officer = models.CharField(max_length=150, blank=True)
    visit = models.UUIDField(null=True, blank=True)
    length = models.PositiveIntegerField()
    address = models.CharField(max_length=100, help_text="of the sealed bytes in the vault")
    state = models.CharField(max_length=10, choices=PacketState.choices, default=PacketState.RECEIVED)
    code = models.CharField(max_length=60, blank=True, help_text="why it was refused")
    captured_at = models.CharField(max_length=40, blank=True, help_text="the station's clock decides nothing")
    received_at = models.DateTimeField()
    clock = models.CharField(
        max_length=10,
        blank=True,
        choices=[(c.value, c.value) for c in Clock],
        help_text="what is wrong with captured_at",
    )
    copied_at = models.DateTimeField(null=True, blank=True, help_text="read back from the second medium")
    forgotten_at = models.DateTimeField(null=True, blank=True, help_text="its bytes left the vault")

    class Meta:
        constraints = [
            # The same content again is success.
            models.UniqueConstraint(fields=["uuid", "sha256"], name="enrolment_packet_content"),
            # An id counts once. Refused packets do not take it: a forged one that comes first stops nobody.
            models.UniqueConstraint(
                fields=["uuid"],
                condition=~models.Q(state=PacketState.REFUSED),
                name="enrolment_packet_counts_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=PacketState.values), name="enrolment_packet_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=PacketState.REFUSED) ^ models.Q(code=""),
                name="enrolment_packet_code_when_refused",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="enrolment_packet_waiting"),
            models.Index(
                fields=["station"],
                condition=~models.Q(state=PacketState.ACCEPTED),
                name="enrolment_packet_of_station",
            ),
        ]

    def __str__(self) -> str:
        return f"packet {self.uuid}"


class Record(Scoped):
    """One recording of one body: the link from the register's person to the abis' subject."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    packet = models.OneToOneField(Packet, on_delete=models.PROTECT, related_name="record")
    resident = models.UUIDField(null=True, blank=True, db_index=True, help_text="None: a walk-in")
    subject = models.UUIDField(unique=True, default=uuid4, editable=False, help_text="in the abis")
    area_code = models.CharField(max_length=13, help_text="domicile; the station's area for a walk-in")
    served_in = models.CharField(max_length=13, help_text="the station's area")
    state = models.CharField(max_length=40, choices=[(s, s) for s in Status], default=Status.UNREGISTERED)
    state_since = models.DateTimeField()
    print_from = models.DateField(null=True, blank=True, help_text="17th birthday, or earlier when married")
    leading = models.BooleanField(
        default=True, help_text="whether the register's copy of the ladder follows this recording"
    )
    set_aside = models.BooleanField(
        default=False, db_default=False, help_text="another recording counts instead"
    )
    officer = models.CharField(max_length=150)
    captured_on = models.DateField(help_text="capped by the day of receipt")
    received_at = models.DateTimeField()
    particulars = models.CharField(max_length=100, help_text="vault address: person, exceptions, journal")
    portrait = models.CharField(max_length=100, blank=True, help_text="vault address")
    signature = models.CharField(max_length=100, blank=True, help_text="vault address")
    exception_photo = models.CharField(
        max_length=100, blank=True, default="", help_text="vault address; '' where nothing is excepted"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(Status)), name="enrolment_state_known"),
        ]
        indexes = [
            models.Index(fields=["state", "state_since"], name="enrolment_record_waiting"),
            models.Index(fields=["area_code", "state"], name="enrolment_record_area"),
        ]

    def __str__(self) -> str:
        return f"record {self.uuid}"


class CorrectionCase(Scoped):
    """What a resident said at a recording is wrong in the register; decided by the home office.

    What an entry could not be filled in with (`code` says why) somebody closes here.
    """

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="correction")
    area_code = models.CharField(max_length=13, help_text="domicile: the home office decides")
    elements = models.JSONField(help_text="corrections.Element; what they should be lies in the vault")
    on_card = models.BooleanField(help_text="printing waits for the decision")
    papers = models.JSONField(default=list, help_text="vault address and kind of each photograph")
    entry = models.UUIDField(null=True, blank=True, help_text="of the register; None = none could be made")
    code = models.CharField(
        max_length=60, blank=True, help_text="why it needs a hand; '' = its entry says all"
    )
    told_to = models.CharField(max_length=150, help_text="the station's officer")
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    corrected = models.BooleanField(null=True, blank=True, help_text="None = open, or its entry says")
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(entry=None, code=""), name="enrolment_correction_entry_or_code"
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at"], condition=models.Q(closed_at=None), name="enrolment_correction_open"
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.uuid}"


class OptionalConsent(Scoped):
    """An answer to something optional, as it was given at a recording; withdrawn at an office."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="consents")
    area_code = models.CharField(max_length=13)
    purpose = models.CharField(max_length=30, choices=[(p.value, p.value) for p in Purpose])
    version = models.CharField(max_length=32, help_text="of the question, notices.ASKED_VERSION")
    language = models.CharField(max_length=16)
    granted = models.BooleanField()
    contact = models.CharField(max_length=16, blank=True, help_text="gone when withdrawn")
    told_at = models.CharField(max_length=40, help_text="the station's clock")
    received_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"consent {self.uuid}"


class RecordEvent(Scoped):
    """One step of a recording. The state is folded from these; nothing here is ever changed."""

    append_only = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    area_code = models.CharField(max_length=13)
    status = models.CharField(max_length=40, choices=[(s, s) for s in Status])
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    facts = models.JSONField(default=dict, help_text="codes and numbers, never a name or a NIK")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="enrolment_event_once"),
            models.CheckConstraint(condition=models.Q(status__in=list(Status)), name="enrolment_event_known"),
        ]

    def __str__(self) -> str:
        return f"{self.status} of record {self.record_id}"


from rekam.enrolment.operations.models import Attempt  # noqa: E402, F401
from rekam.enrolment.operators.models import OfficerBody  # noqa: E402, F401 - the officers' own table
from rekam.enrolment.portraits.models import PortraitChange  # noqa: E402, F401
from rekam.enrolment.waiting.models import Submission  # noqa: E402, F401
