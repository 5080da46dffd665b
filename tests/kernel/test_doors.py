"""A door is the only way past row security, and it is narrow."""

import pytest
from django.db import ProgrammingError, connection


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "CREATE FUNCTION doors.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE doors.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "SET ROLE rekam_search",
        "SET ROLE rekam_owner",
    ],
)
def test_the_application_makes_nothing_of_its_own_and_becomes_nobody_else(words: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute(words)


@pytest.mark.django_db
def test_every_door_has_a_fixed_search_path_and_belongs_to_the_search_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosecdef, pg_get_userbyid(proowner), "
            "COALESCE(array_to_string(proconfig, ','), ''), "
            "has_function_privilege('public', oid, 'EXECUTE') "
            "FROM pg_proc WHERE pronamespace = 'doors'::regnamespace"
        )
        for name, definer, owner, settings, open_to_all in cursor.fetchall():
            assert (definer, owner, open_to_all) == (True, "rekam_search", False), name
            assert "search_path=" in settings, name
