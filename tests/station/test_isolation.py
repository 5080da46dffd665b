"""A stolen laptop holds no register and no gallery: the station cannot even import them."""

import os
import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
FORBIDDEN = (
    "rekam.registry.models",
    "rekam.registry.services",
    "rekam.registry.queries",
    "rekam.registry.views",
    "rekam.abis.engine.gallery",
    "rekam.enrolment.services",
)
LOADED = """
import django, sys
django.setup()
from django.urls import get_resolver
list(get_resolver().url_patterns)
import rekam.station.views.person, rekam.station.command
from django.apps import apps
from django.conf import settings
print(settings.DATABASES or "no-database", len(list(apps.get_models())))
print(*sorted(name for name in sys.modules if name.startswith("rekam.")))
"""


def test_no_import_leads_from_the_station_to_models_or_the_gallery() -> None:
    graph = grimp.build_graph("rekam")
    reached = set()
    for module in {"rekam.station", *graph.find_descendants("rekam.station")}:
        reached |= graph.find_upstream_modules(module)

    models = {name for name in reached if name.endswith(".models") or ".models." in name}
    assert not models
    assert not reached & set(FORBIDDEN)


def test_a_running_station_has_loaded_no_model_and_no_database() -> None:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "rekam.config.settings.station",
        "PYTHONPATH": str(ROOT / "src"),
    }
    told = subprocess.run(
        [sys.executable, "-c", LOADED], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )

    state, loaded = told.stdout.splitlines()
    assert state == "no-database 0"
    assert not [name for name in loaded.split() if name.endswith(".models") or name in FORBIDDEN]
