"""One start makes every key, in one folder, under one root and one address."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rekam.config.signing_keys import ready_signing_keys
from rekam.credentials import key_files
from rekam.credentials.command import main as credentials
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.presenting import reader_key
from rekam.kernel.errors import RuleBroken
from rekam.verification.api.keys import renew_receipt_key

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
HERE = "http://127.0.0.1:8000"


def test_a_first_start_makes_all_keys_and_a_second_one_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_PUBLIC_URL", "https://disdukcapil.example/")
    told = ready_signing_keys(tmp_path, here=HERE, at=NOW)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ring = key_files.read(tmp_path)

    assert before.keys() == {key_files.KEYS, key_files.ROOT, reader_key.FILE}
    assert ring.issuer == "https://disdukcapil.example"
    assert {slot.purpose for slot in ring.slots} == set(key_files.AT_WORK)
    assert [key_files.ROOT in line for line in told] == [True]
    assert ready_signing_keys(tmp_path, here=HERE, at=NOW) == []
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_receipts_next_key_waits_for_the_root_and_the_start_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REKAM_PUBLIC_URL", raising=False)
    ready_signing_keys(tmp_path, here=HERE, at=NOW)
    late = NOW + key_files.SIGNING - timedelta(days=20)
    root = (tmp_path / key_files.ROOT).rename(tmp_path / "safe")
    told = ready_signing_keys(tmp_path, here="http://127.0.0.1:8001", at=late)
    assert [HERE in told[0], "signing_root_away" in told[1]] == [True, True]

    root.rename(tmp_path / key_files.ROOT)
    assert ready_signing_keys(tmp_path, here=HERE, at=late) == []
    assert len([one for one in key_files.read(tmp_path).slots if one.purpose is Purpose.RECEIPT]) == 2


def test_keys_for_another_address_are_not_taken_for_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ready_signing_keys(tmp_path, here=HERE, at=NOW)
    words = ["keys", "make", "--name", "x", "--folder", str(tmp_path), "--issuer"]

    assert credentials([*words, HERE]) == 0
    assert credentials([*words, "https://disdukcapil.example"]) == 1
    assert HERE in capsys.readouterr().err


def test_no_receipt_key_without_the_office_s_keys(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        renew_receipt_key(tmp_path, at=NOW)
    assert refused.value.code == "signing_key_missing"
