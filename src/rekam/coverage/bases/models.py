"""A base and its cells: added once, never changed, by the database's own rights."""

from django.db import models

from rekam.coverage.counters.models import Cellular


class Base(models.Model):
    """The counts of an office at the end of a semester, by the rules of when they were taken.

    Only the cells are kept apart by area: a kelurahan reads its own under the base of its office.
    """

    append_only = True

    office = models.CharField(max_length=13, help_text="area code")
    semester = models.CharField(max_length=6)
    on = models.DateField(help_text="the semester's last day, as of which everybody is counted")
    rule_version = models.CharField(max_length=10)
    people = models.IntegerField(help_text="persons in all cells")
    cells = models.IntegerField()
    sha256 = models.CharField(max_length=64, help_text="over all cells (bases.services.hash_of)")
    taken_at = models.DateTimeField()
    actor = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "semester"], name="coverage_base_once"),
        ]

    def __str__(self) -> str:
        return f"base {self.semester} of {self.office}"


class BaseCell(Cellular):
    """How many persons of a kelurahan were of one sex, age and mark."""

    append_only = True

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="+")
    people = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["base", "area_code", "sex", "age", "mark"], name="coverage_base_cell_once"
            )
        ]

    def __str__(self) -> str:
        return f"cell {self.area_code} {self.sex} {self.age} {self.mark}"
