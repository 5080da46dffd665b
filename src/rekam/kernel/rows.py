"""Rows of models from statements written by hand, for what every page asks: the query builder costs more
than the database's answer."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


@lru_cache(maxsize=64)
def columns(model: type[models.Model], *, only: tuple[str, ...] = ()) -> str:
    """The columns to select for `row_of`, with their table's name; the primary key is always the first.

    only  names of the fields that are needed; () = all
    """
    return ", ".join(f"{model._meta.db_table}.{field.column}" for field in _fields(model, only))


def row_of(model: type[Row], values: Sequence[object], *, only: tuple[str, ...] = ()) -> Row | None:
    """The row in the first of these values, selected by `columns`; None where an outer join found none."""
    names = _names(model, only)
    return None if values[0] is None else model.from_db(connection.alias, names, values[: len(names)])


def width(model: type[models.Model], *, only: tuple[str, ...] = ()) -> int:
    """How many values a row takes."""
    return len(_names(model, only))


@lru_cache(maxsize=64)
def _names(model: type[models.Model], only: tuple[str, ...]) -> list[str]:
    return [field.attname for field in _fields(model, only)]


def _fields(model: type[models.Model], only: tuple[str, ...]) -> list["models.Field[Any, Any]"]:
    """Only those whose value the driver gives as it is; another one is asked for when somebody reads it."""
    plain = [field for field in model._meta.concrete_fields if not hasattr(field, "from_db_value")]
    return sorted(
        (field for field in plain if field.primary_key or not only or field.name in only),
        key=lambda field: not field.primary_key,
    )
