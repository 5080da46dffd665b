"""Offers, phones, tokens and copies. No NIK, no name and no claim: only the register's ids, and digests.

None of these rows belongs to an area: whoever shows them asks the register for the person first.
"""

import uuid

from django.db import models

from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing.documents import Form, Kind
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.issuing.ways import Seen, Step, Way
from rekam.kernel.transactions import TransactionId

DIGEST = 64  # letters


class Phone(models.Model):
    """A phone that keeps credentials for somebody, known by the thumbprint of its key for tokens."""

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    holder = models.UUIDField(db_index=True, help_text="the register's id")
    key = models.CharField(max_length=DIGEST, help_text="RFC 7638 thumbprint")
    since = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_for = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Cause])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder"], condition=models.Q(ended_at=None), name="credentials_one_phone"
            ),
        ]

    def __str__(self) -> str:
        return f"phone {self.uuid}"


class Offer(models.Model):
    """A code that was handed out for one person's documents; only keyed digests of code and number are kept.

    subject         whom the documents are about; another than the holder for a child's
    configurations  what it is for: names of documents.CONFIGURATIONS
    made_by         the officer, or the account of the resident
    seen            by what somebody knew who it is
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    holder = models.UUIDField(db_index=True)
    subject = models.UUIDField(db_index=True)
    way = models.CharField(max_length=8, choices=[(one, one) for one in Way])
    seen = models.CharField(max_length=14, choices=[(one, one) for one in Seen])
    configurations = models.JSONField()
    code = models.CharField(max_length=DIGEST, unique=True)
    number = models.CharField(max_length=DIGEST)
    tries = models.PositiveSmallIntegerField(default=0)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    phone = models.ForeignKey(Phone, on_delete=models.PROTECT, null=True, related_name="offers")
    redeemed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone=None, redeemed_at=None)
                | models.Q(phone__isnull=False, redeemed_at__isnull=False),
                name="credentials_offer_redeemed",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.uuid}"


class Token(models.Model):
    """An access or a refresh token, as a keyed digest; it belongs to the key of its offer's phone."""

    removable = True

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=DIGEST, unique=True)
    renews = models.BooleanField(help_text="a refresh token: used once")
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk}"


class UsedProof(models.Model):
    """A DPoP proof that came, so that it does not come twice; forgotten after minutes."""

    removable = True

    digest = models.CharField(max_length=DIGEST, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"proof {self.pk}"


class Answer(models.Model):
    """One batch: the copies of one configuration, made at once; its uuid is the notification's id.

    keys    public keys that wait for a decision of the register, as JWK; empty once the copies are made
    event   what the wallet said of it
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="answers")
    configuration = models.CharField(max_length=20)
    keys = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    event = models.CharField(max_length=20, blank=True)
    event_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"answer {self.uuid}"


class Copy(models.Model):
    """One credential: whose, until when, and its place in a status list.

    answer   None for a print
    key      thumbprint of the key that it is bound to; None for a print
    facts    keyed digest of what it says, to see whether the register says so still
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="copies")
    subject = models.UUIDField(db_index=True)
    holder = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=6, choices=[(one, one) for one in Kind])
    form = models.CharField(max_length=8, choices=[(one, one) for one in Form])
    key = models.CharField(max_length=DIGEST, null=True, unique=True)
    facts = models.CharField(max_length=DIGEST)
    listed_in = models.PositiveIntegerField(help_text="number of the status list")
    place = models.PositiveIntegerField()
    made_by = models.CharField(max_length=60, blank=True, help_text="who printed it")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(choices=[(one, one) for one in Status], default=Status.VALID)
    status_for = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Cause])
    status_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listed_in", "place"], name="credentials_place"),
            models.CheckConstraint(
                condition=models.Q(status=Status.VALID) | models.Q(status_at__isnull=False),
                name="credentials_status_dated",
            ),
        ]
        indexes = [
            models.Index(
                fields=["listed_in", "until"],
                condition=~models.Q(status=Status.VALID),
                name="credentials_not_valid",
            ),
            models.Index(
                fields=["listed_in", "status_at"],
                condition=models.Q(status_at__isnull=False),
                name="credentials_status_moved",
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.uuid}"


class Followed(models.Model):
    """The one row that says how far the register's events were followed."""

    below = TransactionId(help_text="events of all transactions below it were followed")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"followed until {self.at}"


class RemoteStep(models.Model):
    """What an officer saw by video, or a face comparison said, before a remote offer was made.

    tool   name and version of the liveness adapter; "" for a video call
    score  of the comparison, in hundredths; None for a video call
    """

    removable = True

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    resident = models.UUIDField(db_index=True)
    step = models.CharField(max_length=6, choices=[(one, one) for one in Step])
    passed = models.BooleanField()
    tool = models.CharField(max_length=60, blank=True)
    score = models.SmallIntegerField(null=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"remote step {self.uuid}"
