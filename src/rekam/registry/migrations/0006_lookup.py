"""The index of the search by name, and keys of names as `name_key` makes them now."""

from collections.abc import Iterator
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rekam.kernel.names import name_key

INDEX = Path(__file__).with_name("frozen") / "0006_index.sql"
BATCH = 20_000
ANEW = """
UPDATE registry_resident r SET name_key = anew.key
FROM unnest(%s::bigint[], %s::text[]) AS anew(id, key) WHERE r.id = anew.id
"""


def level_names_anew(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Residents whose name has another key since words are levelled by their sound."""
    rows = (
        apps.get_model("registry", "Resident")
        ._base_manager.order_by("pk")
        .values_list("pk", "full_name", "name_key")
    )
    last = 0
    with editor.connection.cursor() as cursor:
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            last = batch[-1][0]
            changed = {pk: name_key(name) for pk, name, key in batch if key != name_key(name)}
            cursor.execute(ANEW, [list(changed), list(changed.values())])


def statements() -> Iterator[migrations.RunSQL]:
    """What 0006_index.sql says."""
    yield migrations.RunSQL(INDEX.read_text(encoding="utf-8"), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_exports")]
    operations = [migrations.RunPython(level_names_anew, migrations.RunPython.noop), *statements()]
