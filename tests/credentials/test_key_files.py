"""Keys in files: made once, added to, never overwritten; the root can be taken away."""

from datetime import timedelta
from pathlib import Path

import pytest

from rekam.credentials import key_files, trust_list
from rekam.credentials.formats import jose
from rekam.credentials.formats.trust import Purpose, Trust
from rekam.kernel.errors import RuleBroken
from tests.credentials.world import ISSUER, NOW

DAY = timedelta(days=1)


def make(folder: Path) -> key_files.KeyRing:
    return key_files.make(folder, issuer=ISSUER, name="Disdukcapil Kota Serang", at=NOW)


def test_each_purpose_has_a_key_that_signs_at_once(tmp_path: Path) -> None:
    ring = make(tmp_path)

    kids = {ring.signer(purpose, at=NOW).kid for purpose in key_files.AT_WORK}
    assert len(kids) == 4
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_making_again_changes_nothing(tmp_path: Path) -> None:
    make(tmp_path)
    before = (tmp_path / key_files.KEYS).read_bytes()
    make(tmp_path)

    assert (tmp_path / key_files.KEYS).read_bytes() == before


def test_the_next_key_is_known_for_a_week_before_it_signs(tmp_path: Path) -> None:
    old = make(tmp_path).signer(Purpose.STATUS, at=NOW).kid
    ring = key_files.add(tmp_path, purpose=Purpose.STATUS, at=NOW + 170 * DAY)

    assert len(ring.key_set(Purpose.STATUS, at=NOW + 170 * DAY)["keys"]) == 2
    assert ring.signer(Purpose.STATUS, at=NOW + 176 * DAY).kid == old
    assert ring.signer(Purpose.STATUS, at=NOW + 178 * DAY).kid != old


def test_certificates_come_from_the_root(tmp_path: Path) -> None:
    ring = make(tmp_path)
    trust = Trust((), (key_files.root(tmp_path),))

    for purpose in key_files.CERTIFIED:
        leaf = trust.leaf_of(ring.signer(purpose, at=NOW).chain[0], purpose=purpose, at=NOW)
        assert leaf.issuers == {ISSUER}


def test_without_the_root_no_key_is_added_since_readers_would_not_believe_it(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / key_files.ROOT).unlink()

    for purpose in key_files.AT_WORK:
        with pytest.raises(RuleBroken) as refused:
            key_files.add(tmp_path, purpose=purpose, at=NOW)
        assert refused.value.code == "signing_root_away"


def test_the_list_of_keys_is_the_root_s_and_grows_with_each(tmp_path: Path) -> None:
    ring = make(tmp_path)
    told = trust_list.read(key_files.trusted(tmp_path), root=key_files.root(tmp_path), at=NOW)
    for purpose in key_files.AT_WORK:
        kid = ring.signer(purpose, at=NOW).kid
        assert told.key_of(purpose=purpose, kid=kid, issuer=ISSUER, at=NOW)

    later = key_files.add(tmp_path, purpose=Purpose.QR, at=NOW + 170 * DAY)
    listed = key_files.trusted(tmp_path)
    told = trust_list.read(listed, root=key_files.root(tmp_path), at=NOW + 171 * DAY)
    kid = later.signer(Purpose.QR, at=NOW + 178 * DAY).kid
    assert told.key_of(purpose=Purpose.QR, kid=kid, at=NOW + 178 * DAY)
    other = key_files.make(tmp_path / "thief", issuer=ISSUER, name="x", at=NOW)
    for text, code in (
        (key_files.trusted(tmp_path / "thief"), "signature_wrong"),
        (
            jose.sign({"iat": 0}, kind=trust_list.KIND, signer=other.signer(Purpose.SD_JWT, at=NOW)),
            "signature_wrong",
        ),
        ("x", "credential_malformed"),
    ):
        with pytest.raises(RuleBroken) as refused:
            trust_list.read(text, root=key_files.root(tmp_path), at=NOW)
        assert refused.value.code == code


def test_before_the_first_key_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        key_files.read(tmp_path)
    assert refused.value.code == "signing_key_missing"
