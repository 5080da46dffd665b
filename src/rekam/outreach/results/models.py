"""Reports of visits and the photographs that prove them."""

from django.db import models
from django.db.models import F, Q

from rekam.kernel.database import Scoped
from rekam.outreach.results.rules import MOST_PHOTOS, Bucket, Counts

LONGEST_NOTE = 500


class Source(models.TextChoices):
    """Where a report's figures came from."""

    STATION = "station"  # as the recordings that arrived told it
    FORM = "form"  # an officer changed them


class Report(Scoped):
    """What came of one visit. A corrected report stands beside the earlier ones; the newest counts.

    target  how many were on the list; the six buckets add up to it
    known   how many of the place were known and not recorded, on the list or not
    beyond  recorded there without being on the list
    queue_left  whether people still waited when the time was over: more would have come
    cost        rupiah that the visit cost; None = the office's figure of a team-day
    """

    append_only = True

    visit = models.ForeignKey("outreach.Visit", on_delete=models.PROTECT, related_name="reports")
    area_code = models.CharField(max_length=13)
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=7, choices=Source.choices)
    target = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    recorded = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    under_16 = models.PositiveIntegerField()
    already = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    outside = models.PositiveIntegerField()
    beyond = models.PositiveIntegerField(default=0)
    queue_left = models.BooleanField(default=False, db_default=False)
    cost = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="outreach_report_number"),
            models.CheckConstraint(
                condition=Q(
                    target=F("recorded")
                    + F("failed")
                    + F("under_16")
                    + F("already")
                    + F("absent")
                    + F("outside")
                ),
                name="outreach_report_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.number} of {self.visit_id}"

    @property
    def counts(self) -> Counts:
        return Counts(**{bucket.value: getattr(self, bucket.value) for bucket in Bucket})


class Photo(Scoped):
    """A photograph of a visit, as proof that it took place."""

    visit = models.ForeignKey("outreach.Visit", on_delete=models.PROTECT, related_name="photos")
    area_code = models.CharField(max_length=13)
    number = models.PositiveSmallIntegerField()
    photo = models.CharField(max_length=100, blank=True, help_text="vault address; '' when it was forgotten")
    kept_by = models.CharField(max_length=150)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="outreach_photo_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_PHOTOS), name="outreach_photo_at_most_two"
            ),
        ]

    def __str__(self) -> str:
        return f"photo {self.number} of {self.visit_id}"
