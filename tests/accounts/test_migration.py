"""Office names of an installation that runs already become offices, and nobody loses theirs."""

from collections.abc import Iterator

import django
import pytest
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from tests.conftest import point_django_at

BEFORE, AFTER = [("accounts", "0002_more_roles")], [("accounts", "0005_accounts_clean")]
PEOPLE = [
    ("yayan", "operator", "Disdukcapil Kota Serang", ["36.73.02"]),
    ("vera", "verifikator", "Disdukcapil Kota Serang", ["36.73"]),
    ("nina", "province", "DP3AKKB Provinsi Banten", ["36"]),
    ("kepsek", "school_head", "SMK contoh", ["36.73.02.1008"]),
    ("warga", "resident", "", []),
    ("dua", "operator", "Disdukcapil Kota Serang", ["36.73.01", "36.73.02"]),
    ("upt", "operator", "UPT Serang Barat", ["36.73.01", "36.73.04"]),
    ("wide", "auditor", "Inspektorat", ["36.73", "32.01"]),
    ("yatim", "operator", "Disdukcapil Kota Serang", []),
]


def migrated(to: list[tuple[str, str]]) -> StateApps:
    return MigrationExecutor(django.db.connection).migrate(to).apps


@pytest.fixture
def as_owner(own_database: str) -> Iterator[None]:
    """Reach the test's own database as the one who migrates."""
    point_django_at(own_database, role="rekam_migrate")
    options = django.db.connection.settings_dict["OPTIONS"]
    options["options"] = "-c role=rekam_owner"
    yield
    options.pop("options")
    point_django_at(own_database)


@pytest.mark.usefixtures("as_owner")
def test_names_become_offices() -> None:
    before = migrated(BEFORE).get_model("accounts", "Account")
    for username, role, office, areas in PEOPLE:
        before.objects.create(
            username=username, display_name=username, kind="officer", role=role, office=office, areas=areas
        )
    after = migrated(AFTER).get_model("accounts", "Account")
    found = {
        one.username: one.post and (one.post.name, one.post.level, one.post.area)
        for one in after.objects.select_related("post")
    }
    city = ("Disdukcapil Kota Serang", "kabupaten_kota", "36.73")
    assert found == {
        "yayan": city,
        "vera": city,
        "nina": ("DP3AKKB Provinsi Banten", "province", "36"),
        "kepsek": ("SMK contoh", "school", "36.73.02.1008"),
        "warga": None,
        "dua": city,
        "upt": ("UPT Serang Barat", "kabupaten_kota", "36.73"),
        "wide": ("Inspektorat", "centre", "*"),
        "yatim": city,
    }
    assert {one.username: one.areas for one in after.objects.all()} == {
        username: areas for username, _role, _office, areas in PEOPLE
    }
    assert len({one.uuid for one in after.objects.all()}) == len(PEOPLE)
