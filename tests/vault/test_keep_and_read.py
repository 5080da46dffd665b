"""Bytes are kept encrypted under their content's name, on two media, and come back or are refused."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

NOTE = b"tanda tangan" * 100


def files(medium: Path) -> list[Path]:
    return [path for path in medium.rglob("*") if path.is_file()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(data=st.binary(max_size=5_000), kind=st.sampled_from(sorted(vault.KINDS)))
def test_what_was_kept_is_read(data: bytes, kind: str) -> None:
    assert vault.read(vault.keep(data, kind=kind)) == data


def test_the_same_content_is_one_file_on_each_medium_and_is_not_readable_there(folder: Path) -> None:
    address = vault.keep(NOTE, kind="document")
    assert vault.keep(NOTE, kind="document") == address
    for medium in (vault.first_medium(), vault.second_medium()):
        assert len(files(medium)) == 1
        assert NOTE not in files(medium)[0].read_bytes()
        assert files(medium)[0].stat().st_mode & 0o077 == 0


def test_a_lost_or_altered_first_copy_is_mended_from_the_second() -> None:
    address = vault.keep(NOTE, kind="document")
    path = files(vault.first_medium())[0]
    for damage in (b"", path.read_bytes()[:-1], b"x" * 100):
        path.write_bytes(damage)
        assert vault.read(address) == NOTE
        assert path.read_bytes() == files(vault.second_medium())[0].read_bytes()
    path.unlink()
    assert vault.read(address) == NOTE


@pytest.mark.parametrize("at", [0, 5, 14, 30, -1])
def test_a_flipped_bit_on_both_media_is_noticed(at: int) -> None:
    address = vault.keep(NOTE, kind="document")
    for medium in (vault.first_medium(), vault.second_medium()):
        path = files(medium)[0]
        closed = bytearray(path.read_bytes())
        closed[at] ^= 1
        path.write_bytes(closed)
    with pytest.raises(RuleBroken) as refused:
        vault.read(address)
    assert refused.value.code in {"vault_content_altered", "vault_key_unknown"}


def test_a_file_moved_under_another_name_does_not_open() -> None:
    mine, other = vault.keep(NOTE, kind="document"), vault.keep(b"other", kind="document")
    for medium in (vault.first_medium(), vault.second_medium()):
        kept = {path.name: path for path in files(medium)}
        kept[mine.partition("/")[2]].write_bytes(kept[other.partition("/")[2]].read_bytes())
    with pytest.raises(RuleBroken, match="vault_content_altered"):
        vault.read(mine)


def test_stage_two_reads_the_second_medium_back(folder: Path) -> None:
    address = vault.keep_first(NOTE, kind="packet")
    assert files(vault.second_medium()) == []
    vault.copy(address)
    files(vault.second_medium())[0].write_bytes(b"rubbish")
    with pytest.raises(RuleBroken, match="vault_copy_wrong"):
        vault.copy(address)
    vault.copy(address)  # the rubbish is gone, so the next try writes it again


def test_a_medium_that_is_away_is_told_and_nothing_half_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("REKAM_VAULT_COPY", str(tmp_path / "file" / "copy"))
    with pytest.raises(RuleBroken, match="vault_medium_away"):
        vault.keep(NOTE, kind="document")
    assert [path for path in files(vault.first_medium()) if path.name.endswith(".new")] == []


@pytest.mark.parametrize(
    "address", ["", "document", "document/..", "../x/" + "0" * 64, "document/" + "g" * 64]
)
def test_an_address_is_no_path(address: str) -> None:
    with pytest.raises(RuleBroken, match="vault_address_malformed"):
        vault.read(address)


def test_an_unknown_address_is_told() -> None:
    with pytest.raises(RuleBroken, match="vault_content_missing"):
        vault.read("document/" + "0" * 64)
