"""Rows of an office, the site that each belongs to, and whom a day makes old enough."""

from datetime import date
from typing import TypeVar

from django.db.models import IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import Substr

KECAMATAN_LETTERS = len("36.73.02")
Row = TypeVar("Row", bound=Model)


def inside(office: str) -> Q:
    """Rows of this office and of all areas in it."""
    return Q(area_code=office) | Q(area_code__startswith=f"{office}.")


def by_site(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows with their kecamatan (or the Dinas) as `site`."""
    letters = Value(KECAMATAN_LETTERS, output_field=IntegerField())
    return rows.annotate(site=Substr("area_code", 1, letters))  # type: ignore[return-value]


def years_before(day: date, years: int) -> date:
    """The day on which somebody was born who turns that old on a day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
