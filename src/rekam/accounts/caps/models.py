"""What each officer was shown on a day, what was refused, and by how much a limit was raised."""

from django.db import models

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
