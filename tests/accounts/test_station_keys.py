"""A changed passphrase changes the station's key, and what was signed before still counts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from rekam.accounts.permissions import Account
from rekam.accounts.queries import key_revoked_at, signing_keys
from rekam.accounts.rules import Role
from rekam.accounts.services import change_password, kept_verifier, log_in_at_station, revoke_station_keys
from rekam.kernel.errors import RuleBroken
from rekam.vault import officer_keys, sealing
from tests.personas import officer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
OLD, NEW = "laut kidul tenang", "gunung tinggi sepi"
SALT = b"0123456789abcdef"


@pytest.fixture
def yayan() -> Account:
    officer(Role.OPERATOR, username="yayan", password=OLD)
    return log_in_at_station(username="yayan", passphrase=OLD, salt=SALT, at=NOON)


def seed(account: Account, passphrase: str) -> bytes:
    """What the station makes of a passphrase and the verifier in its work list."""
    verifier = kept_verifier(account)
    assert verifier is not None
    return officer_keys.unlock(passphrase, against=verifier)


def test_the_new_passphrase_opens_the_station_and_the_old_one_does_not(yayan: Account) -> None:
    change_password(yayan, password=NEW, actor="yayan", at=NOON)
    assert seed(yayan, NEW)
    with pytest.raises(RuleBroken, match="passphrase_wrong"):
        seed(yayan, OLD)
    log_in_at_station(username="yayan", passphrase=NEW, salt=SALT, at=NOON)


def test_a_packet_signed_before_the_change_is_still_verified(yayan: Account) -> None:
    old = seed(yayan, OLD)
    signature = sealing.sign(b"packet", seed=old, domain="test")
    kid = sealing.kid_of(sealing.signing_public(old))
    change_password(yayan, password=NEW, actor="yayan", at=NOON)
    known = signing_keys()
    assert sealing.signature_holds(b"packet", signature=signature, public=known[kid], domain="test")
    assert len(known) == 2


def test_a_colleagues_pull_carries_the_new_verifier(yayan: Account) -> None:
    """Whoever pulls next takes it along: nobody has to wait for the officer's own pull."""
    before = kept_verifier(yayan)
    change_password(yayan, password=NEW, actor="yayan", at=NOON)
    after = kept_verifier(Account.objects.get(username="yayan"))
    assert before is not None
    assert after is not None
    assert after.kid != before.kid


def test_a_passphrase_changed_elsewhere_is_seen_at_the_next_login(yayan: Account) -> None:
    """`rekam office account` sets a password without knowing of stations."""
    officer(Role.OPERATOR, username="yayan", password=NEW)
    account = log_in_at_station(username="yayan", passphrase=NEW, salt=SALT, at=NOON + timedelta(days=1))
    assert seed(account, NEW)
    assert len(signing_keys()) == 2


def test_the_same_passphrase_again_makes_no_other_key(yayan: Account) -> None:
    log_in_at_station(username="yayan", passphrase=OLD, salt=b"another sixteen!", at=NOON)
    assert len(signing_keys()) == 1


def test_an_account_that_was_never_at_a_station_gets_no_key_by_a_change() -> None:
    bakri = officer(Role.BACK_OFFICE, username="bakri", password=OLD)
    change_password(bakri, password=NEW, actor="bakri", at=NOON)
    assert signing_keys() == {}


def test_a_revoked_key_stays_known_and_a_new_password_makes_another(yayan: Account) -> None:
    adi = officer(Role.ADMINISTRATOR, username="adi")
    lost = kid_of(seed(yayan, OLD))
    told = revoke_station_keys(yayan, by=adi, at=NOON)
    assert key_revoked_at(lost) == NOON
    assert lost in signing_keys()  # a packet of before is verified with it
    made = kid_of(seed(yayan, told))
    assert key_revoked_at(made) is None
    with pytest.raises(RuleBroken, match="login_refused"):
        log_in_at_station(username="yayan", passphrase=OLD, salt=SALT, at=NOON)

    revoke_station_keys(yayan, by=adi, at=NOON + timedelta(days=1))
    assert (key_revoked_at(lost), key_revoked_at(made)) == (NOON, NOON + timedelta(days=1))


def test_who_was_never_at_a_station_has_no_key_to_revoke_and_nobody_revokes_their_own() -> None:
    adi, nina = officer(Role.ADMINISTRATOR, username="adi"), officer(Role.OPERATOR, username="nina")
    for account, code in ((nina, "station_key_none"), (adi, "own_account")):
        with pytest.raises(RuleBroken, match=code):
            revoke_station_keys(account, by=adi, at=NOON)


def test_an_administrator_revokes_from_the_officers_page(yayan: Account) -> None:
    browser = Client()
    browser.force_login(officer(Role.ADMINISTRATOR, username="adi"))
    place = f"/akun/petugas/{yayan.uuid}/"
    assert "Cabut kunci" in browser.get(place).content.decode()
    assert "kata sandi" in browser.post(place + "cabut-kunci/").content.decode().lower()
    assert yayan.revoked_keys.count() == 1


def kid_of(seed: bytes) -> str:
    return sealing.kid_of(sealing.signing_public(seed))
