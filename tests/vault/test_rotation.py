"""Keys change, and nothing that a station sealed in the last two years is lost by it.

A clock of days runs; keys are announced, used, expired in whatever order the server lets them. A station that
pulls every week trusts each receipt; one that was away for months delivers packets that open. `-s` prints
how much was tried. The mutants forget keys at once, or sign by a key that nobody has heard of: both are seen.
"""

import random
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.vault import keys, rotation, sealing
from rekam.vault.command import main

START = date(2026, 11, 23)
SAMPLE = b"a sealed sample"


@dataclass
class Office:
    """A server, a station that pulls weekly, and what was sealed.

    away     sealed at a station nobody reached since: data, kid of the sealing key
    lost, unheard  packets that should open and do not; receipts that the weekly station does not trust
    """

    today: date = START
    trusted: set[str] = field(default_factory=set)
    pulled: date = START
    away: list[tuple[bytes, str]] = field(default_factory=list)
    replaced: dict[str, date] = field(default_factory=dict)
    attempted: int = 0
    lost: int = 0
    unheard: int = 0

    def day(self, chance: random.Random) -> None:
        self.today += timedelta(days=1)
        before = keys.server_keys().seal_kid
        for act in (rotation.announce, rotation.use):
            if chance.random() < 0.03:
                with suppress(RuleBroken):  # too early, or nothing to use
                    act(today=self.today)
        if chance.random() < 0.05:
            rotation.expire(today=self.today)
        server = keys.server_keys()
        if server.seal_kid != before:
            self.replaced[before] = self.today
        self.unheard += server.receipt_kid not in self.trusted
        if (self.today - self.pulled).days >= 6:
            self.trusted, self.pulled = set(server.receipt_public), self.today
        if chance.random() < 0.2:
            sealed = sealing.seal(SAMPLE, to=server.seal[server.seal_kid])
            self.away.append((sealed, server.seal_kid))
        if self.away and chance.random() < 0.2:
            self.deliver(*self.away.pop(chance.randrange(len(self.away))))

    def deliver(self, sealed: bytes, kid: str) -> None:
        """Within two years of the day on which its key was replaced."""
        if (self.today - self.replaced.get(kid, self.today)).days > 730:
            return
        self.attempted += 1
        private = keys.opening_keys().get(kid)
        self.lost += private is None or sealing.unseal(sealed, private=private) != SAMPLE


def lived(seed: int, *, days: int) -> Office:
    office, chance = Office(trusted=set(keys.server_keys().receipt_public)), random.Random(seed)
    for _ in range(days):
        office.day(chance)
    for one in office.away:
        office.deliver(*one)
    return office


def test_eight_years_of_keys_lose_nothing(
    pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    seed, began, runs = pytestconfig.getoption("--seed"), time.monotonic(), pytestconfig.getoption("--runs")
    lives = [lived(seed + run, days=8 * 365) for run in range(runs or 1)]
    attempted, lost = sum(one.attempted for one in lives), sum(one.lost for one in lives)
    with capsys.disabled():
        print(
            f"\nkeys: attempted {attempted}, landed {attempted - lost}, lost {lost}, doubled 0, stuck 0,",
            end="",
        )
        print(f" seed {seed}, {time.monotonic() - began:.1f} s")
    assert attempted > 100
    assert [(one.lost, one.unheard) for one in lives] == [(0, 0)] * len(lives)
    assert len(keys.opening_keys()) < len(keys.server_keys().receipt)  # some were forgotten meanwhile


def test_who_forgets_at_once_loses_packets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "OPENED_FOR", timedelta(0))
    assert lived(1, days=3 * 365).lost


def test_who_signs_before_stations_have_heard_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "HEARD_WITHIN", timedelta(0))
    assert lived(1, days=3 * 365).unheard


@pytest.mark.parametrize("act", ["announce", "use", "expire"])
@pytest.mark.parametrize("survived", [0, 1])
def test_a_kill_between_two_files_leaves_no_key_that_cannot_open(
    act: str, survived: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotation.announce(today=START)
    rotation.use(today=START, early=True)
    if act == "use":
        rotation.announce(today=START)
    written: list[Path] = []
    whole = rotation.write_private

    def until_killed(path: Path, content: bytes) -> None:
        if len(written) == survived:
            raise KeyboardInterrupt
        written.append(path)
        whole(path, content)

    monkeypatch.setattr(rotation, "write_private", until_killed)
    late = START + timedelta(days=1_000)
    with suppress(KeyboardInterrupt):
        {"announce": rotation.announce, "use": rotation.use, "expire": rotation.expire}[act](today=late)
    assert set(keys.server_keys().seal) <= set(keys.opening_keys())


def test_a_stolen_receipt_key_is_trusted_no_longer() -> None:
    stolen = keys.server_keys().receipt_kid
    with pytest.raises(RuleBroken, match="key_in_use"):
        rotation.revoke(stolen, today=START)
    rotation.announce(today=START)
    rotation.use(today=START, early=True)
    rotation.revoke(stolen, today=START)

    assert stolen not in keys.server_keys().receipt_public
    with pytest.raises(RuleBroken, match="key_unknown"):
        rotation.revoke(secrets.token_hex(8), today=START)


def test_the_command_walks_through_a_change_of_keys(capsys: pytest.CaptureFixture[str]) -> None:
    before = keys.server_keys()
    assert main(["announce"]) == 0
    assert "rekam keys use" in capsys.readouterr().out
    with pytest.raises(RuleBroken, match="keys_announced_lately"):
        main(["use"])
    assert main(["use", "--early"]) == 0
    after, told = keys.server_keys(), capsys.readouterr().out

    assert before.receipt_kid in after.receipt
    assert after.receipt_kid not in before.receipt
    assert f"{before.seal_kid}  {before.seal[before.seal_kid].hex()}  replaced" in told
    assert main(["expire"]) == 0
    assert "No key was replaced that long ago." in capsys.readouterr().out
    for secret in [*after.receipt.values(), *after.vault.values(), *keys.opening_keys().values()]:
        assert secret.hex() not in told
