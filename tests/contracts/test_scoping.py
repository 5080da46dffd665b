"""Every table that knows an area is kept apart by it, in both layers."""

import pytest
from django.apps import apps
from django.db import connection, models

from rekam.kernel.database import Scoped, ScopedManager

OURS = [model for model in apps.get_models() if model.__module__.startswith("rekam.")]
WITH_AREA = [model for model in OURS if any(field.name == "area_code" for field in model._meta.fields)]


def test_tables_with_areas_are_found() -> None:
    assert len(WITH_AREA) >= 14


def test_a_table_with_an_area_is_scoped() -> None:
    assert len(WITH_AREA) >= 100
    for model in WITH_AREA:
        assert issubclass(model, Scoped), model
        assert isinstance(model._default_manager, ScopedManager), model


@pytest.mark.django_db
def test_row_security_holds_for_the_application() -> None:
    for model in WITH_AREA:
        row_security_holds(model)


def row_security_holds(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, pg_get_userbyid(relowner) = current_user, rolbypassrls "
            "FROM pg_class, pg_roles WHERE relname = %s AND rolname = current_user",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, False, False)
        cursor.execute(
            "SELECT cmd, roles, qual = with_check FROM pg_policies WHERE tablename = %s ORDER BY cmd",
            [model._meta.db_table],
        )
        # Whom a row is shown to besides may read it, and has no WITH CHECK to write it by.
        shown = [("SELECT", ["rekam_app"], None)] if model.shown_to else []  # type: ignore[attr-defined]
        # Who may take a row over writes it by another rule than the one it finds it by.
        taken = [("UPDATE", ["rekam_app"], False)] if model.passed_on else []  # type: ignore[attr-defined]
        assert cursor.fetchall() == [("ALL", ["rekam_app"], True), *shown, *taken]
