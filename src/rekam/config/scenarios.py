"""Scenarios of the demo: a database of counts, made in seconds and kept until another demo is wanted."""

import json

from rekam.config import demo_data, demo_people
from rekam.config.progress import Progress
from rekam.kernel.places import data_folder
from rekam.kernel.roles import Server, make_database

SETTINGS = "rekam.config.settings.scenario"
BANTEN_2017 = "banten-2017"
KEMARAU = "kemarau"


def ready_scenario(server: Server, *, name: str, reset: bool) -> None:
    """Bring the database to the scenario's beginning, unless it holds this one already."""
    mark = data_folder() / "demo.json"
    known = json.loads(mark.read_text()) if mark.exists() else {}
    if known.get("template") == name and not reset:
        return
    mark.unlink(missing_ok=True)
    with Progress("Making the tables"):
        demo_data.drop(server, name=server.database)
        make_database(server, name=server.database)
        demo_data.migrate(server.database)
        demo_data.forget_files()
    with Progress("Loading the counts"):
        demo_data.in_child(lambda: _fill_here(server.database))
    mark.write_text(json.dumps({"template": name}))


def _fill_here(database: str) -> None:
    demo_people.in_database(database, settings=SETTINGS)
    from rekam.config.scenario_banten import fill

    fill()
