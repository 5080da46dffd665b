"""One human, two accounts: whoever entered does not decide, with neither."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.models import Account
from rekam.accounts.queries import accounts_of_person, same_person
from rekam.accounts.rules import Role, clean_employee_number
from rekam.accounts.services import check_four_eyes, open_account, switch_account
from rekam.kernel.errors import RuleBroken
from tests.personas import officer

NIP = "198503212009012002"
AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def numbered(username: str, number: str) -> Account:
    """An operator with an employee number."""
    return open_account(
        username=username,
        display_name=username.title(),
        role=Role.OPERATOR,
        areas=["36.73"],
        office="Disdukcapil Kota Serang",
        employee_number=number,
        actor="test",
        at=AT,
    )


def closed(username: str, number: str) -> Account:
    """An account of the same human that is in use no more."""
    account = numbered(username, "")
    Account.objects.filter(pk=account.pk).update(is_active=False, employee_number=number)
    account.refresh_from_db()
    return account


@given(st.text(max_size=30))
def test_a_number_is_compared_without_what_people_write_between(text: str) -> None:
    once = clean_employee_number(text)

    assert all(letter.isalnum() for letter in once)
    assert clean_employee_number("19850321 200901-2.002") == NIP
    assert clean_employee_number("thl-07/a") == "THL07A"


@pytest.mark.django_db
def test_two_accounts_of_one_number_are_one_person_though_one_is_closed() -> None:
    closed("siti-lama", NIP)
    numbered("siti", "19850321 200901 2 002")
    numbered("budi", "THL-07")

    assert accounts_of_person("siti") == {"siti", "siti-lama"}
    assert same_person("siti", "siti-lama")
    assert same_person("budi", "budi")
    assert not same_person("siti", "budi")
    with pytest.raises(RuleBroken, match="four_eyes"):
        check_four_eyes(entered_by="siti-lama", decided_by="siti")
    check_four_eyes(entered_by="siti", decided_by="budi")


@pytest.mark.django_db
def test_without_a_number_accounts_are_told_apart_by_themselves_only() -> None:
    officer(Role.OPERATOR, username="rina")
    officer(Role.VERIFIKATOR, username="vera")

    assert not same_person("rina", "vera")
    assert same_person("nobody", "nobody")
    assert accounts_of_person("nobody") == {"nobody"}


@pytest.mark.django_db
def test_a_number_stands_once_among_accounts_in_use() -> None:
    one, other = numbered("siti", NIP), closed("siti-lama", NIP)
    with pytest.raises(RuleBroken, match="employee_number_taken"):
        numbered("siti-dua", NIP)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=other.pk).update(is_active=True)
    adi = officer(Role.ADMINISTRATOR, username="adi")
    with pytest.raises(RuleBroken, match="employee_number_taken"):
        switch_account(other, on=True, by=adi, at=AT)

    switch_account(one, on=False, by=adi, at=AT)
    switch_account(Account.objects.get(pk=other.pk), on=True, by=adi, at=AT)
    assert Account.objects.get(pk=other.pk).is_active
