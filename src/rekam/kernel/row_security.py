"""Row security and grants, made from what the models declare; runs after every migration.

A model says `scoped_by = "area_code"` (kernel.database.Scoped) to be kept apart by area,
`shown_to = "home_area"` to be read by a second office too, `passed_on = True` to be taken over by it,
`append_only = True` to be never changed, `forgets = ("photo",)` to let columns of such rows be emptied,
`removable = True` to let rows go (sessions, finished jobs),
`behind_doors = True` to be read by the functions of schema doors, `loaders_add = True` where a bulk import
adds a row in its own transaction (the audit).

A function of schema doors sees past row security, so each is one narrow question: it stands in a room's
`doors.sql`, is SECURITY DEFINER with a fixed search_path, applies the scope itself, and belongs to
rekam_search, as whom nobody logs in. rekam_app may call it and nothing else there.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction

from rekam.kernel.lock_waits import again_when_locked

# NULL = no rows: after a local setting ends its value is the empty string, not NULL, and a bare
# prefix test with the empty string would let every row through.
FUNCTION = """
CREATE OR REPLACE FUNCTION rekam_patterns() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT array_agg(CASE part WHEN '*' THEN '%' ELSE part || '.%' END)
  FROM unnest(string_to_array(NULLIF(current_setting('rekam.area', true), ''), ',')) AS part
$$
"""

AT_LAST = (
    "GRANT SELECT ON django_migrations TO rekam_app",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO rekam_app",
    "GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO rekam_load",
)

# Wrapped in SELECT, so that PostgreSQL works it out once a statement and not once a row.
INSIDE = """(({column} || '.') LIKE ANY ((SELECT rekam_patterns())::text[]))"""


def secure() -> None:
    """Give rekam_app its grants and put row security on every scoped table. Repeating it is safe.

    A table's rules change in one transaction: pages that are at work never meet it without them, and neither
    does the version before, whenever this ends.
    Raises RuleBroken("migration_locked").
    """
    _together([FUNCTION])
    for model in apps.get_models(include_auto_created=True):
        _together(_of_model(model))
    _together(AT_LAST)
    _together(["SET LOCAL ROLE rekam_search", *doors()])


def _together(texts: Iterable[str]) -> None:
    said = list(texts)

    def act() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for text in said:
                cursor.execute(text)

    again_when_locked(act)


def doors() -> Iterator[str]:
    """What each room's doors.sql says, with who may call what it makes."""
    for room in apps.get_app_configs():
        for path in sorted(Path(room.path).glob("**/doors.sql")):
            yield path.read_text(encoding="utf-8")
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA doors FROM PUBLIC"
    yield "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA doors TO rekam_app"


def _of_model(model: type[models.Model]) -> Iterable[str]:
    table = connection.ops.quote_name(model._meta.db_table)
    yield f"GRANT {rights(model)} ON {table} TO rekam_app"
    if hasattr(model, "forgets"):
        yield f"GRANT UPDATE ({', '.join(model.forgets)}) ON {table} TO rekam_app"
    if hasattr(model, "scoped_by"):
        yield from policy(table, column=model.scoped_by, shown_to=getattr(model, "shown_to", ""))
        yield from taking_over(table, model=model)
    if getattr(model, "behind_doors", False):
        yield f"GRANT SELECT ON {table} TO rekam_search"
    if model._meta.app_label == "registry":
        change = "" if getattr(model, "append_only", False) else ", UPDATE"
        yield f"GRANT SELECT, INSERT{change} ON {table} TO rekam_load"
    if getattr(model, "loaders_add", False):
        key = connection.ops.quote_name(str(model._meta.pk.column))
        yield f"GRANT INSERT, SELECT ({key}) ON {table} TO rekam_load"


def rights(model: type[models.Model]) -> str:
    """What rekam_app may do with a table: add always; change unless append-only; remove where said."""
    words = ["SELECT", "INSERT"]
    if not getattr(model, "append_only", False):
        words.append("UPDATE")
    if getattr(model, "removable", False) or model._meta.app_label in {"sessions", "procrastinate", "axes"}:
        words.append("DELETE")
    return ", ".join(words)


def policy(table: str, *, column: str, shown_to: str = "") -> Iterable[str]:
    """Row security of one table, for reading and for writing; and for reading by whom else it is shown to."""
    inside = INSIDE.format(column=connection.ops.quote_name(column))
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS rekam_scope ON {table}"
    yield f"CREATE POLICY rekam_scope ON {table} TO rekam_app USING {inside} WITH CHECK {inside}"
    yield f"DROP POLICY IF EXISTS rekam_shown ON {table}"
    if shown_to:
        shown = INSIDE.format(column=connection.ops.quote_name(shown_to))
        yield f"CREATE POLICY rekam_shown ON {table} FOR SELECT TO rekam_app USING {shown}"


def taking_over(table: str, *, model: type[models.Model]) -> Iterable[str]:
    """Who a row is shown to may make it a row of its own area, where the model says so; no more than that."""
    yield f"DROP POLICY IF EXISTS rekam_taken ON {table}"
    if getattr(model, "passed_on", False):
        shown = INSIDE.format(column=connection.ops.quote_name(str(getattr(model, "shown_to"))))  # noqa: B009
        own = INSIDE.format(column=connection.ops.quote_name(str(getattr(model, "scoped_by"))))  # noqa: B009
        yield f"CREATE POLICY rekam_taken ON {table} FOR UPDATE TO rekam_app USING {shown} WITH CHECK {own}"
