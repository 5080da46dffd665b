"""Payloads in the text columns of all tables of a small world."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

SHORTEST = 20  # letters; shorter columns hold numbers, codes and words of ours
# What the product writes itself and reads back as a name of something: nobody types it.
OURS = (
    *(
        "code",
        "digest",
        "address",
        "token",
        "key",
        "kid",
        "sha",
        "hash",
        "uuid",
        "nik",
        "kk",
        "state",
        "status",
    ),
    *(
        "kind",
        "reference",
        "station",
        "area",
        "service",
        "action",
        "queue",
        "path",
        "channel",
        "session",
        "form",
    ),
    *("serial", "number", "position", "document", "template", "language", "version", "password", "username"),
    *(
        "scope",
        "purpose",
        "resident",
        "subject",
        "site",
        "indicator",
        "check",
        "name_of",
        "media",
        "salt",
        "data",
    ),
)
# Of the same sort, by names that others use for texts.
WORDS = {
    *(("PrintJob", "reason"), ("Notice", "event")),
    *(("PortraitChange", "kept_for"), ("PortraitChange", "excuse")),
}


@dataclass(frozen=True)
class Column:
    """A text column that people fill."""

    table: str
    name: str
    most: int


def columns() -> Iterator[Column]:
    """The text columns of our tables, but for those that the product fills with its own words."""
    for model in apps.get_models():
        if not model.__module__.startswith("rekam."):
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices or field.unique:
                continue
            most = field.max_length or 1_000
            ours = any(word in field.name for word in OURS) or field.name.endswith(("_by", "actor"))
            ours = ours or field.name == "by" or (model.__name__, field.name) in WORDS
            if most >= SHORTEST and not ours:
                yield Column(model._meta.db_table, str(field.column), most)


def poison(
    line: psycopg.Connection[tuple[object, ...]], texts: Sequence[str], *, first: int
) -> dict[str, int]:
    """Put a payload into each column of each row; how many columns took one, were empty, or refused.

    first  which payload begins, so that the next round brings others
    """
    counted = {"taken": 0, "without rows": 0, "refused by the database": 0}
    line.execute("SET session_replication_role = replica")  # no trigger of the log, no foreign key
    for at, column in enumerate(columns(), first):
        fitting = next(text for text in (*texts[at % len(texts) :], *texts) if len(text) <= column.most)
        asked = sql.SQL("UPDATE {} SET {} = %s").format(
            sql.Identifier(column.table), sql.Identifier(column.name)
        )
        try:
            rows = line.execute(asked, [fitting]).rowcount
        except psycopg.Error:
            counted["refused by the database"] += 1
            continue
        counted["taken" if rows else "without rows"] += 1
    return counted
