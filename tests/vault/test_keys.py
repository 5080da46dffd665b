"""The server's keys: made once, private, the opening ones apart."""

import json
from pathlib import Path

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.vault import keys, sealing
from rekam.vault.command import main


def test_making_keys_again_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in (folder / "keys").iterdir()}
    keys.make_keys()
    assert {path: path.read_bytes() for path in (folder / "keys").iterdir()} == before


def test_a_folder_of_an_earlier_version_gets_the_sort_that_it_lacks(folder: Path) -> None:
    file = folder / "keys" / "server-keys.json"
    before = {name: kept for name, kept in json.loads(file.read_text()).items() if name != "paper"}
    file.write_text(json.dumps(before))
    with pytest.raises(RuleBroken, match="keys_missing"):
        _ = keys.server_keys().paper_seed

    assert len(keys.make_keys().paper_public) == 1
    assert before.items() <= json.loads(file.read_text()).items()


def test_the_key_files_are_their_owners_alone(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in (folder / "keys").iterdir()} == {0o600}


def test_what_is_sealed_to_the_server_opens_with_the_workers_key_only(folder: Path) -> None:
    server = keys.server_keys()
    sealed = sealing.seal(b"sample", to=server.seal[server.seal_kid])
    assert sealing.unseal(sealed, private=keys.opening_keys()[server.seal_kid]) == b"sample"
    private = keys.opening_keys()[server.seal_kid].hex()
    assert private not in (folder / "keys" / "server-keys.json").read_text()


def test_without_the_workers_file_everything_but_opening_works(folder: Path) -> None:
    (folder / "keys" / "opening-keys.json").unlink()
    assert keys.server_keys().seal_kid
    with pytest.raises(RuleBroken, match="keys_missing"):
        keys.opening_keys()


def test_the_command_never_prints_a_secret(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make"]) == 0
    assert main(["list"]) == 0
    told = capsys.readouterr().out
    server = keys.server_keys()
    secrets = [*server.receipt.values(), *server.vault.values(), *keys.opening_keys().values()]
    assert server.seal_kid in told
    assert not [secret for secret in secrets if secret.hex() in told]
