"""What this room's actions mean; and those of all rooms together."""

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "audit.touched_listed": Act(
        words=lazy("Kantor mendaftar data siapa saja yang dibuka seorang petugas, untuk pemberitahuan"),
        fields=(Field.NIK, Field.NAME, Field.ADDRESS),
    ),
    "audit.backup_made": Act(words=lazy("Cadangan seluruh register dibuat, tersegel")),
    "audit.backup_restored": Act(words=lazy("Register dipulihkan dari cadangan")),
    "audit.backup_drilled": Act(words=lazy("Cadangan dipulihkan di samping untuk dibandingkan")),
    "audit.backup_key_made": Act(words=lazy("Kunci yang membuka cadangan dibuat")),
}


@cache
def acts() -> Mapping[str, Act]:
    """Every action that a room knows: action -> what it means. Each room says its own in an `acts.py`."""
    found: dict[str, Act] = {}
    for room in apps.get_app_configs():
        for path in sorted(Path(room.path).glob("**/acts.py")) if room.name.startswith("rekam.") else ():
            inside = path.relative_to(room.path).with_suffix("").parts
            found |= importlib.import_module(".".join((room.name, *inside))).ACTS
    return found
