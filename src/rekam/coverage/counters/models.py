"""Contributions, cells, totals, the flow between days, notes of reasons, and how far the fold has come."""

from django.db import models

from rekam.coverage.counters.rules import Cause, Reach, Reason
from rekam.kernel.database import Scoped
from rekam.kernel.transactions import CurrentTransaction, TransactionId


class Cellular(Scoped):
    """What persons share who are counted together."""

    area_code = models.CharField(max_length=13)
    sex = models.CharField(max_length=1)
    age = models.SmallIntegerField()
    mark = models.SmallIntegerField(help_text="bits of counters.rules.Mark")

    class Meta:
        abstract = True


class Contribution(Cellular):
    """What one resident added to the counters, so that it can be taken off again."""

    removable = True
    behind_doors = True

    resident_id = models.BigIntegerField(primary_key=True)
    turns_on = models.DateField(help_text="the next day on which the date alone changes it")

    class Meta:
        indexes = [
            models.Index(fields=["turns_on"], name="coverage_contribution_turns"),
            # From a cell to its persons: lists of names.
            models.Index(fields=["area_code", "sex", "age", "mark"], name="coverage_contribution_cell"),
        ]

    def __str__(self) -> str:
        return f"contribution of resident {self.pk}"


class Cell(Cellular):
    """How many persons of a kelurahan are of one sex, age and mark."""

    removable = True

    people = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "sex", "age", "mark"], name="coverage_cell_once")
        ]

    def __str__(self) -> str:
        return f"cell {self.area_code} {self.sex} {self.age} {self.mark}"


class Totals(Scoped):
    """The counts of a kelurahan: a column for each of counters.rules.MEASURES."""

    area_code = models.CharField(max_length=13)
    population = models.IntegerField()
    wajib = models.IntegerField()
    recorded = models.IntegerField()
    print_ready = models.IntegerField()
    printed = models.IntegerField()
    handed_over = models.IntegerField()
    youngest = models.IntegerField()
    ahead = models.IntegerField()
    reachable = models.IntegerField()
    away = models.IntegerField()
    probably_gone = models.IntegerField()
    lost = models.IntegerField(default=0, db_default=0)
    elderly = models.IntegerField()
    disabled = models.IntegerField()
    foreign = models.IntegerField()

    class Meta:
        abstract = True


class AreaTotal(Totals):
    """The counts now: the sum of the area's cells, kept beside them so that a page reads one row."""

    removable = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_code"], name="coverage_total_once")]

    def __str__(self) -> str:
        return f"total of {self.area_code}"


class DayTotal(Totals):
    """The counts at the end of a day, for the trend; kept as they were known then."""

    append_only = True

    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_code", "on"], name="coverage_day_once")]

    def __str__(self) -> str:
        return f"total of {self.area_code} on {self.on}"


class Flow(Scoped):
    """By how many persons the gap of a kelurahan moved on a day, and why."""

    area_code = models.CharField(max_length=13)
    on = models.DateField(help_text="the office's day of the fold")
    cause = models.CharField(max_length=15, choices=[(cause, cause) for cause in Cause])
    people = models.IntegerField(help_text="with its sign")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "on", "cause"], name="coverage_flow_once")
        ]

    def __str__(self) -> str:
        return f"{self.cause} in {self.area_code} on {self.on}"


class Note(Scoped):
    """Why somebody was not recorded, found at a visit or a call; the newest evidence counts."""

    append_only = True
    behind_doors = True

    resident = models.UUIDField(db_index=True)
    area_code = models.CharField(max_length=13)
    reason = models.CharField(max_length=20, choices=[(reason, reason) for reason in Reason])
    reach = models.SmallIntegerField(help_text="counters.rules.Reach that follows from it")
    evidence_on = models.DateField()
    back_on = models.DateField(null=True, blank=True, help_text="the day on which who is away comes back")
    actor = models.CharField(max_length=60)
    at = models.DateTimeField()
    xid = TransactionId(db_default=CurrentTransaction(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=list(Reason)), name="coverage_note_reason_known"
            ),
            models.CheckConstraint(
                condition=models.Q(back_on=None)
                | models.Q(reach=Reach.AWAY, back_on__gt=models.F("evidence_on")),
                name="coverage_note_back_on",
            ),
        ]
        indexes = [models.Index(fields=["xid"], name="coverage_note_xid")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Ledger(models.Model):
    """The one row that says how far the counters have come, and what the last recount found."""

    behind_doors = True

    folded_below = TransactionId(help_text="events of all transactions below it are in the counters")
    last_resident = models.BigIntegerField(help_text="a loaded row has no event; who has a higher id is new")
    counted_on = models.DateField(help_text="the day for which ages and permits stand")
    folded_at = models.DateTimeField()
    recounted_at = models.DateTimeField(null=True)
    recount_wrong = models.IntegerField(default=0, help_text="cells that the recount found otherwise")

    def __str__(self) -> str:
        return f"counters of {self.counted_on}"
