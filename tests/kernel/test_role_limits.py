"""What rekam_app cannot do, whoever gets hold of its connection; from the catalogs, so new tables count."""

import os

import psycopg
import pytest
from django.apps import apps
from django.db import connection, models

from rekam.kernel.roles import LIMITS, ROLES, Server, bootstrap
from rekam.kernel.row_security import rights
from tests.conftest import raw

MODELS = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
EVERY_RIGHT = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")

FORBIDDEN = {
    "a file of the server is written": "COPY (SELECT 1) TO '/tmp/rekam-app-was-here'",
    "a file of the server is read": "SELECT pg_read_file('PG_VERSION')",
    "a folder of the server is listed": "SELECT pg_ls_dir('.')",
    "a program is run": "COPY (SELECT 1) TO PROGRAM 'true'",
    "a program's words are read": "CREATE TEMP TABLE t (a text)",
    "a large object is made": "SELECT lo_from_bytea(0, 'a')",
    "a large object is exported": "SELECT lo_export(1, '/tmp/rekam-app-was-here')",
    "a file becomes a large object": "SELECT lo_import('/etc/passwd')",
    "a table is made": "CREATE TABLE public.mine (a int)",
    "a table is made among the doors": "CREATE TABLE doors.mine (a int)",
    "staging is seen": "CREATE TABLE staging.mine (a int)",
    "a schema is made": "CREATE SCHEMA mine",
    "a function is made": "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a door is made": "CREATE FUNCTION doors.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a program of several steps runs": "DO $$ BEGIN PERFORM 1; END $$",
    "an extension is made": "CREATE EXTENSION dblink",
    "a publication is made": "CREATE PUBLICATION leak FOR ALL TABLES",
    "a database is made": "CREATE DATABASE mine",
    "a role is made": "CREATE ROLE mine LOGIN",
    "it bypasses row security": "ALTER ROLE rekam_app BYPASSRLS",
    "it becomes superuser": "ALTER ROLE rekam_app SUPERUSER",
    "a policy is dropped": "DROP POLICY rekam_scope ON registry_resident",
    "a policy is added": "CREATE POLICY mine ON registry_resident USING (true)",
    "row security is switched off": "ALTER TABLE registry_resident DISABLE ROW LEVEL SECURITY",
    "a function of ours is changed": "ALTER FUNCTION rekam_patterns() COST 2",
    "a table is emptied": "TRUNCATE registry_resident",
    "a table is dropped": "DROP TABLE audit_entry",
    "passwords are read": "SELECT rolpassword FROM pg_authid",
    "the server's settings are changed": "ALTER SYSTEM SET log_statement = 'all'",
    "it logs nothing": "SET log_statement = 'none'",
    "triggers are passed by": "SET session_replication_role = 'replica'",
    "another session is ended": "SELECT pg_terminate_backend(1)",
    **{f"it becomes {role}": f"SET ROLE {role}" for role in ROLES if role != "rekam_app"},
}


@pytest.fixture(scope="module")
def app(clone, django_db_setup) -> psycopg.Connection[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    """A bare connection of the application's role."""
    with raw(clone(f"limits_{os.getpid()}"), role="rekam_app") as connected:
        yield connected


@pytest.mark.parametrize("words", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_database_refuses(app: psycopg.Connection[tuple[object, ...]], words: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(words.encode())


def test_row_security_cannot_be_asked_to_step_aside(app: psycopg.Connection[tuple[object, ...]]) -> None:
    with app.transaction(force_rollback=True):
        app.execute("SET LOCAL row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SELECT 1 FROM registry_resident")


def test_a_bootstrap_makes_the_roles_what_they_should_be_also_after_a_hand_changed_one(
    postgres: Server, app: psycopg.Connection[tuple[object, ...]]
) -> None:
    with postgres.connect() as admin:
        admin.execute("ALTER ROLE rekam_search CREATEDB CREATEROLE")
    bootstrap(postgres)
    rows = app.execute(
        "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper OR rolcreatedb OR rolcreaterole "
        "OR rolreplication FROM pg_roles WHERE rolname LIKE 'rekam\\_%' AND rolname <> 'rekam_root'"
    ).fetchall()
    assert {name: (login, bypass, strong) for name, login, bypass, strong in rows} == {
        name: (words.startswith("LOGIN"), "NOBYPASSRLS" not in words, False) for name, words in ROLES.items()
    }


def test_the_application_is_a_member_of_nothing_and_owns_nothing(
    app: psycopg.Connection[tuple[object, ...]],
) -> None:
    member = "SELECT count(*) FROM pg_auth_members WHERE member = 'rekam_app'::regrole"
    owned = (
        "SELECT count(*) FROM pg_shdepend WHERE refobjid = 'rekam_app'::regrole AND deptype = 'o' "
        "AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    assert (app.execute(member).fetchone(), app.execute(owned).fetchone()) == ((0,), (0,))


@pytest.mark.django_db
def test_every_table_belongs_to_the_owner_and_none_is_unknown_to_the_models() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_get_userbyid(relowner) FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')"
        )
        found = dict(cursor.fetchall())
    assert set(found.values()) == {"rekam_owner"}
    behind_functions = {"registry_shed", "registry_word", "registry_word_place"}
    assert set(found) - set(MODELS) == {"django_migrations"} | behind_functions


@pytest.mark.django_db
def test_the_application_may_do_to_a_table_what_its_model_says() -> None:
    for model in MODELS.values():
        rights_are_as_told(model)


def rights_are_as_told(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r FROM unnest(%s::text[]) AS r WHERE has_table_privilege('rekam_app', %s, r)",
            [list(EVERY_RIGHT), connection.ops.quote_name(table)],
        )
        allowed = {right for (right,) in cursor.fetchall()}
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [f'"{table}"'])
        kept_apart = cursor.fetchone()[0]
    assert allowed == set(rights(model).split(", "))
    assert kept_apart == hasattr(model, "scoped_by")
    if getattr(model, "append_only", False):
        assert not allowed & {"UPDATE", "TRUNCATE"}
        assert ("DELETE" in allowed) == getattr(model, "removable", False)


@pytest.mark.django_db
def test_only_bypassing_roles_and_the_application_have_rights_anywhere() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT grantee FROM information_schema.role_table_grants "
            "WHERE table_schema IN ('public', 'doors') "
            "UNION SELECT DISTINCT a.grantee::regrole::text FROM pg_class, aclexplode(relacl) AS a "
            "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        assert {name for (name,) in cursor.fetchall()} <= set(ROLES)


def test_the_database_is_not_everybodys(app: psycopg.Connection[tuple[object, ...]]) -> None:
    rows = app.execute(
        "SELECT a.grantee, a.privilege_type FROM pg_database, aclexplode(datacl) AS a "
        "WHERE datname = current_database() AND a.grantee IN (0, 'rekam_app'::regrole)"
    ).fetchall()
    assert [right for _, right in rows] == ["CONNECT"]
    assert 0 not in {grantee for grantee, _ in rows}


def test_no_way_into_another_database_and_no_language_that_leaves_the_server(
    app: psycopg.Connection[tuple[object, ...]],
) -> None:
    extensions = {name for (name,) in app.execute("SELECT extname FROM pg_extension").fetchall()}
    assert extensions == {"plpgsql", "pg_trgm", "fuzzystrmatch"}
    untrusted = app.execute(
        "SELECT lanname FROM pg_language WHERE NOT lanpltrusted AND lanname NOT IN ('internal', 'c')"
    ).fetchall()
    assert untrusted == []


def test_what_others_ask_is_not_to_be_seen(app: psycopg.Connection[tuple[object, ...]]) -> None:
    with raw(app.info.dbname, role="rekam_migrate") as other:
        other.execute("SELECT 'a secret of another session'")
        seen = app.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [other.info.backend_pid])
        assert seen.fetchone() == ("<insufficient privilege>",)


def test_statements_and_waits_end_by_themselves(app: psycopg.Connection[tuple[object, ...]]) -> None:
    with raw(app.info.dbname, role="rekam_app") as fresh:
        for name, milliseconds in LIMITS.items():
            told = fresh.execute("SELECT setting::int FROM pg_settings WHERE name = %s", [name]).fetchone()
            assert told == (milliseconds,)
        fresh.execute("SET statement_timeout = 50")
        with pytest.raises(psycopg.errors.QueryCanceled):
            fresh.execute("SELECT pg_sleep(5)")
