"""The password rule, as the installation sets it."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from rekam.accounts.passwords import BreachedPasswords, made_up_password, password_is_due
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.accounts.services import change_password, check_password_rule
from rekam.kernel.errors import RuleBroken
from tests.personas import officer

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.mark.parametrize("password", ["pendek", "1234567890", "password123", "vera.amalia"])
def test_short_common_and_own_names_are_refused(password: str) -> None:
    with pytest.raises(RuleBroken, match="password_refused"):
        check_password_rule(password, account=Account(username="vera.amalia", display_name="Vera Amalia"))


@pytest.mark.parametrize("password", ["laut kidul tenang", "aaaaabbbbbccccc lagi"])
def test_no_composition_is_forced(password: str) -> None:
    check_password_rule(password, account=Account(username="vera", display_name="Vera"))


@pytest.mark.parametrize("count", [0, 1, 2, 57])
def test_a_list_of_leaked_passwords_is_searched_in_its_file(tmp_path: Path, count: int) -> None:
    leaked = [f"bocor nomor {number}" for number in range(count)]
    digests = sorted(hashlib.sha1(one.encode()).hexdigest().upper() for one in leaked)
    file = tmp_path / "leaked.txt"
    file.write_text("".join(f"{digest}:{number}\n" for number, digest in enumerate(digests, 1)))
    rule = BreachedPasswords(file=str(file))
    rule.validate("laut kidul tenang")
    for one in leaked:
        with pytest.raises(Exception, match="bocor"):
            rule.validate(one)


@pytest.mark.django_db
def test_a_temporary_password_has_to_be_changed_and_an_own_one_does_not() -> None:
    vera = officer(Role.VERIFIKATOR, username="vera", password="laut kidul tenang")
    change_password(vera, password=made_up_password(), actor="adi", at=NOON, temporary=True)
    assert password_is_due(vera, at=NOON)
    change_password(vera, password="gunung tinggi sepi", actor="vera", at=NOON)
    assert not password_is_due(vera, at=NOON + timedelta(days=3000))


@pytest.mark.django_db
def test_a_password_grows_old_only_where_the_installation_says_so(settings: Settings) -> None:
    vera = officer(Role.VERIFIKATOR, username="vera", password="laut kidul tenang")
    change_password(vera, password="gunung tinggi sepi", actor="vera", at=NOON)
    settings.REKAM_PASSWORD_DAYS = 90
    assert not password_is_due(vera, at=NOON + timedelta(days=90))
    assert password_is_due(vera, at=NOON + timedelta(days=91))
