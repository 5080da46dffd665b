"""What officers were shown on a day, what was refused, how a limit was raised, whose reading was stopped."""

import uuid

from django.db import models

from rekam.accounts.caps.reading import Sign
from rekam.accounts.caps.rules import Sort

SORTS = [(sort, sort) for sort in Sort]


class DailyUse(models.Model):
    """How many residents an officer was shown on a day of the office. One row a day and sort."""

    username = models.CharField(max_length=60)
    day = models.DateField()
    sort = models.CharField(max_length=10, choices=SORTS)
    people = models.PositiveIntegerField(
        default=0, help_text="residents shown; the same one counts each time"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "sort", "username"], name="accounts_use_once"),
            models.CheckConstraint(condition=models.Q(sort__in=list(Sort)), name="accounts_use_sort_known"),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.sort} of {self.username} on {self.day}"


class RefusedLook(models.Model):
    """A request that the limit stopped. A row of its own, so that it stays when the request is undone."""

    append_only = True

    username = models.CharField(max_length=60)
    day = models.DateField()
    sort = models.CharField(max_length=10, choices=SORTS)
    people = models.PositiveIntegerField(help_text="residents that would have been shown")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day", "username"], name="accounts_refused_day")]

    def __str__(self) -> str:
        return f"refused look of {self.username}"


class RaisedLimit(models.Model):
    """A limit raised for one day, with the reason."""

    append_only = True

    username = models.CharField(max_length=60)
    day = models.DateField()
    sort = models.CharField(max_length=10, choices=SORTS)
    extra = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    raised_by = models.CharField(max_length=60)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(raised_by=models.F("username")), name="accounts_limit_not_ones_own"
            ),
        ]
        indexes = [models.Index(fields=["day", "username"], name="accounts_raised_day")]

    def __str__(self) -> str:
        return f"limit of {self.username} raised by {self.extra}"


class ReadingDay(models.Model):
    """An officer's day in figures (reading.Day), as of the last look at the log."""

    username = models.CharField(max_length=60)
    day = models.DateField()
    score = models.IntegerField(help_text="looks without work beside, less half of those with it")
    counted_at = models.PositiveIntegerField(help_text="residents shown that day when the log was read")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["username", "day"], name="accounts_reading_day_once")]

    def __str__(self) -> str:
        return f"{self.score} of {self.username} on {self.day}"


class ReadingStop(models.Model):
    """An officer's reading stopped by itself; searches, residents' pages, lists by name and files wait."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60)
    sign = models.CharField(max_length=10, choices=[(sign, sign) for sign in Sign])
    number = models.PositiveIntegerField(help_text="what was counted")
    most = models.PositiveIntegerField(help_text="how many are usual")
    at = models.DateTimeField()
    seen_by = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=300, blank=True, help_text="what came out of asking")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(sign__in=list(Sign)), name="accounts_stop_sign_known"),
            models.CheckConstraint(
                condition=~models.Q(seen_by=models.F("username")), name="accounts_stop_not_by_its_cause"
            ),
            models.UniqueConstraint(
                fields=["username"], condition=models.Q(ended_at=None), name="accounts_stopped_once"
            ),
        ]
        indexes = [models.Index(fields=["username", "at"], name="accounts_stop_of")]

    def __str__(self) -> str:
        return f"reading of {self.username} stopped"
