"""Rows of models from statements written by hand."""

import pytest
from django.db import connection

from rekam.accounts.models import Account, Office
from rekam.accounts.rules import Role
from rekam.kernel.rows import columns, row_of, width
from tests.personas import officer

pytestmark = pytest.mark.django_db


def read(only: tuple[str, ...] = ()) -> Account:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns(Account, only=only)} FROM accounts_account")
        found = row_of(Account, cursor.fetchone(), only=only)
    assert found is not None
    return found


def test_a_row_is_as_the_query_builder_reads_it() -> None:
    right = officer(Role.HEAD, username="euis")
    found = read()
    assert {name: getattr(found, name) for name in vars(right) if name[0] != "_"} == {
        name: getattr(right, name) for name in vars(right) if name[0] != "_"
    }


def test_what_was_not_read_is_asked_for_when_somebody_needs_it() -> None:
    right = officer(Role.HEAD, username="euis")
    found = read(("username",))
    assert found.get_deferred_fields() >= {"areas", "signing_costs"}
    assert (found.pk, found.username, found.areas) == (right.pk, "euis", right.areas)


def test_an_outer_join_that_found_nothing_is_no_row() -> None:
    assert row_of(Office, [None] * width(Office)) is None
