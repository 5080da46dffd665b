"""What of a backup is let go, and what never: no database is needed for that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from rekam.config.backup import keys, make, moment, status, vault_copy
from rekam.config.backup.place import Head, Place
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from rekam.web.watch.backup import Backups, find_backups

NIGHT = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path / "data"))
    for name in ("REKAM_VAULT", "REKAM_VAULT_COPY"):
        monkeypatch.delenv(name, raising=False)
    make_keys()
    keys.make_pair(tmp_path / "safe.json", at=NIGHT)
    (tmp_path / "disk").mkdir()
    return Place(tmp_path / "disk")


def nights(place: Place, number: int) -> list[Head]:
    """A base each night, of one line; ten segments, a state and a moment between two."""
    heads = []
    for night in range(number):
        at = NIGHT + timedelta(days=night)
        name = f"{at:%Y%m%dT%H%M%SZ}-aaaaaa"
        head = Head(base=name, made=at.isoformat(), line="abc", first=f"{night * 10:024X}", major=18)
        place.keep_head(head, half=keys.server_half())
        wanted = [f"log/abc/{night * 10 + n:024X}" for n in range(10)]
        wanted += [f"state/{at + timedelta(hours=1):%Y%m%dT%H%M%SZ}-bbbbbb", f"moments/rekam_{name}"]
        for path in (place.folder / name for name in (*wanted, f"gone/{at:%Y%m%d}/packet/ab/x")):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        heads.append(head)
    return heads


def names(place: Place, pattern: str) -> list[str]:
    return sorted(path.name for path in place.folder.glob(pattern))


def test_what_a_kept_base_needs_stays_and_the_rest_goes(place: Place) -> None:
    heads = nights(place, 5)
    make._keep(make.Line(line="abc"))
    at = NIGHT + timedelta(days=4, hours=1)
    assert make.let_old_go(place, keep_days=2, at=at) == 3  # an hour past two days: the third is too old
    assert names(place, "bases/*") == [head.base for head in heads[3:]]
    assert names(place, "log/abc/*")[0] == heads[3].first
    assert len(names(place, "log/abc/*")) == 20
    assert names(place, "state/*")[0][:8] == "20261122"  # the last one from before the oldest base
    assert len(names(place, "moments/*")) == 2
    assert names(place, "gone/*") == ["20261123", "20261124"]
    assert make.let_old_go(place, keep_days=2, at=at) == 0


def test_the_newest_base_stays_however_old_it_is_and_another_line_goes(place: Place) -> None:
    nights(place, 2)
    other = place.folder / "log" / "earlier"
    other.mkdir()
    (other / f"{1:024X}").touch()
    make._keep(make.Line(line="abc"))
    assert make.let_old_go(place, keep_days=7, at=NIGHT + timedelta(days=400)) == 1
    assert len(names(place, "bases/*")) == 1
    assert not other.exists()
    assert len(names(place, "log/abc/*")) == 10


def test_the_vaults_copy_follows_and_keeps_for_a_while_what_was_let_go(place: Place, tmp_path: Path) -> None:
    kept, going = vault.keep(b"kept", kind="packet"), vault.keep(b"going", kind="packet")
    assert vault_copy.bring_up(place) == vault_copy.Brought(new=2, files=2, unreadable=0)
    assert vault_copy.bring_up(place).new == 0
    vault.forget(going)
    assert vault_copy.set_aside(place, day="20261120") == 1
    assert [address for address, _ in vault_copy.addresses(place.vault)] == [kept]
    vault.forget(kept)
    assert vault_copy.put_back(place, days=[]) == {"landed": 1, "there": 0, "lost": 0}
    assert (vault.has(kept), vault.has(going)) == (True, False)
    assert vault_copy.put_back(place, days=["20261120"]) == {"landed": 1, "there": 1, "lost": 0}
    assert vault.read(going) == b"going"


def test_a_folder_that_did_not_change_is_not_listed_and_one_that_did_is(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault_copy, "SETTLED_NS", -(10**12))
    first = vault.keep(b"first", kind="packet")
    vault_copy.bring_up(place)
    with monkeypatch.context() as patched:
        patched.setattr(vault_copy, "_bring", lambda *_: pytest.fail("listed again"))
        assert vault_copy.bring_up(place).files == 1
    vault.path_on(place.vault, first).unlink()  # another disk, say
    assert vault_copy.bring_up(place) == vault_copy.Brought(new=1, files=1, unreadable=0)


def test_a_damaged_file_is_neither_copied_nor_put_back(place: Place) -> None:
    one, two = vault.keep(b"one", kind="packet"), vault.keep(b"two", kind="packet")
    for medium in (vault.first_medium(), vault.second_medium()):
        path = vault.path_on(medium, one)
        path.write_bytes(path.read_bytes()[:-1])
    assert vault_copy.bring_up(place) == vault_copy.Brought(new=1, files=1, unreadable=1)
    assert vault_copy.bring_up(place).unreadable == 1  # told each time
    path = vault.path_on(place.vault, two)
    path.write_bytes(b"RKV1 and nothing more")
    vault.forget(two)
    assert vault_copy.put_back(place, days=[])["lost"] == 1
    assert not vault.has(two)


def test_a_medium_that_is_away_is_no_retention(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault_copy, "MOST_GONE", 2)
    for number in range(4):
        vault.keep(b"%d" % number, kind="packet")
    vault_copy.bring_up(place)
    for medium in ("REKAM_VAULT", "REKAM_VAULT_COPY"):
        monkeypatch.setenv(medium, str(place.folder / "not mounted"))
    with pytest.raises(RuleBroken, match="backup_vault_shrunk"):
        vault_copy.set_aside(place, day="20261120")
    assert len(list(vault_copy.addresses(place.vault))) == 4


def test_a_database_without_a_table_proves_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moment, "record", lambda _server, *, name: moment.Moment(name=name))
    with pytest.raises(RuleBroken, match="backup_database_empty"):
        make.mark(place, source=SimpleNamespace(server=None), at=NIGHT)  # type: ignore[arg-type]


def test_a_note_stands_for_its_own_name_only(place: Place) -> None:
    half = keys.server_half()
    [head] = nights(place, 1)
    other = place.folder / "bases" / "20991231T000000Z-cccccc"
    other.mkdir()
    (other / "head").write_bytes((place.folder / "bases" / head.base / "head").read_bytes())
    with pytest.raises(RuleBroken, match="backup_not_ours"):
        place.heads(signers=half.signers)
    with pytest.raises(RuleBroken, match="backup_not_ours"):
        place.heads(signers=replace(half, signing=bytes(32)).signers)


def test_the_watch_hears_when_the_base_was_made(place: Place) -> None:
    assert find_backups() == Backups()
    nights(place, 2)
    status.tell(place)
    assert find_backups() == Backups(base=NIGHT + timedelta(days=1), log=None)
