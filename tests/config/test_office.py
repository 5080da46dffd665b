"""What an administrator sets up from the command line."""

import io
from pathlib import Path

import pytest

from rekam.accounts.queries import find_account
from rekam.audit.models import Entry
from rekam.config import office
from rekam.devices.queries import find_station
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import load_trust
from rekam.vault import sealing
from rekam.vault.keys import make_keys

PUBLIC = sealing.signing_public(b"s" * 32)
ACCOUNT = ["account", "yayan", "--role", "operator", "--area", "36.73.02", "--name", "Yayan S."]


@pytest.fixture
def folder(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(office, "set_up", lambda: None)
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    make_keys()
    return tmp_path


def types(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.mark.usefixtures("folder")
def test_an_account_is_opened_and_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "laut kidul tenang\n")
    assert office.main(ACCOUNT) == 0
    account = find_account("yayan")
    assert account is not None
    assert account.check_password("laut kidul tenang")
    assert account.areas == ["36.73.02"]
    entry = Entry.objects.get(action="accounts.opened")
    assert entry.actor.startswith("command line")
    assert "laut" not in str(entry.facts)


@pytest.mark.usefixtures("folder")
def test_a_short_passphrase_and_an_unknown_area_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "short\n")
    with pytest.raises(RuleBroken, match="passphrase_too_short"):
        office.main(ACCOUNT)
    types(monkeypatch, "laut kidul tenang\n")
    with pytest.raises(RuleBroken, match="area_unknown"):
        office.main([*ACCOUNT, "--area", "99.99"])
    assert find_account("yayan") is None


def test_a_station_is_registered_and_switched_off_again(folder: Path) -> None:
    trust = folder / "for-the-station"
    words = ["station", PUBLIC.hex(), "--name", "KSM-03", "--area", "36.73.02", "--trust", str(trust)]
    assert office.main(words) == 0
    kid = sealing.kid_of(PUBLIC)
    with scope(EVERYWHERE):
        assert find_station(kid) is not None
    assert load_trust(trust) == make_keys().receipt_public
    assert office.main(["switch-off", kid]) == 0
    with scope(EVERYWHERE):
        assert find_station(kid) is None


@pytest.mark.usefixtures("folder")
def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(RuleBroken, match="station_key_malformed"):
        office.main(["station", "not hexadecimal", "--name", "X", "--area", "36.73"])


@pytest.mark.usefixtures("folder")
def test_an_account_may_be_given_its_employee_number(monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "laut kidul tenang\n")
    assert office.main([*ACCOUNT, "--employee-number", "19800101 200501 1 001"]) == 0
    account = find_account("yayan")
    assert account is not None
    assert account.employee_number
