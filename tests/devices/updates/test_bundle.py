import hashlib
import zipfile
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.devices.updates import making
from rekam.devices.updates.bundle import (
    FileEntry,
    Head,
    Manifest,
    decode_manifest,
    encode_head,
    encode_manifest,
)
from rekam.devices.updates.reading import contents, open_bundle, read_head
from rekam.devices.updates.trust import (
    KEYS_DOMAIN,
    encode_rotation,
    follow,
    new_trust,
    read_trust,
    signed_rotation,
    write_trust,
)
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing
from tests.devices.updates.scene import MADE, SEEDS, STRANGERS, TRUST, Press, trust_of


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(folder=tmp_path_factory.mktemp("press"))


def crafted(path: Path, *, content: bytes, changed: dict[str, object], head: Manifest) -> Path:
    """A bundle of one stored piece whose signers vouch for whatever is said."""
    told = replace(head, **changed)  # type: ignore[arg-type]
    manifest = encode_manifest(told)
    signatures = {
        sealing.kid_of(sealing.signing_public(seed)): sealing.sign(
            manifest, seed=seed, domain="rekam-update-1"
        )
        for seed in SEEDS
    }
    path.write_bytes(encode_head(Head(manifest=manifest, signatures=signatures)) + content)
    return path


def manifest_of(path: Path) -> Manifest:
    return decode_manifest(read_head(path)[0].manifest)


def test_what_was_packed_comes_out(press: Press) -> None:
    bundle = open_bundle(press.bundle(4), trust=TRUST)

    files = {entry.path: content for entry, content in contents(bundle)}
    assert files == {"tree/rekam/__init__.py": b"NUMBER = 4\n", "tree/rekam/__main__.py": b"print(4)\n"}
    assert bundle.manifest.expires - bundle.manifest.made == timedelta(days=180)


def test_the_same_source_and_moment_make_the_same_file(press: Press) -> None:
    assert press.bundle(5).read_bytes() == press.bundle(5).read_bytes()


@settings(max_examples=40, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_bit_can_be_turned(press: Press, place: float, bit: int) -> None:
    good = press.folder / "turned"
    if not good.exists():
        good.write_bytes(press.bundle(6).read_bytes())
    content = bytearray(good.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    turned = press.folder / "turned-now"
    turned.write_bytes(content)

    with pytest.raises(RuleBroken):
        open_bundle(turned, trust=TRUST)


@pytest.mark.parametrize(
    ("seeds", "code"),
    [
        ([], "update_signers_few"),
        (SEEDS[:1], "update_signers_few"),
        (STRANGERS, "update_signers_few"),
        ([SEEDS[2], *STRANGERS], "update_signers_few"),
    ],
)
def test_one_signer_or_strangers_are_not_enough(press: Press, seeds: list[bytes], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        open_bundle(press.bundle(7, seeds=seeds), trust=TRUST)


def test_bytes_that_are_missing_or_added_are_seen(press: Press) -> None:
    whole = press.bundle(8).read_bytes()
    for content in (whole[:-1], whole + b"x"):
        path = press.folder / "length"
        path.write_bytes(content)
        with pytest.raises(RuleBroken, match="update_payload_wrong"):
            open_bundle(path, trust=TRUST)


def test_compressed_bytes_never_become_more_than_was_said(press: Press) -> None:
    bomb = zlib.compress(bytes(10**6))
    entry = FileEntry(path="tree/rekam/a.py", stored=len(bomb), size=10, sha256=bytes(32))
    path = crafted(
        press.folder / "bomb",
        content=bomb,
        head=manifest_of(press.bundle(9)),
        changed={
            "files": [entry],
            "payload_bytes": len(bomb),
            "payload_sha256": hashlib.sha256(bomb).digest(),
        },
    )

    with pytest.raises(RuleBroken, match="update_payload_wrong"):
        list(contents(open_bundle(path, trust=TRUST)))


@pytest.mark.parametrize(
    "paths",
    [
        ["tree/../x"],
        ["/etc/passwd"],
        ["tree/.hidden"],
        ["other/x"],
        ["tree/a\\b"],
        ["tree/a", "tree/A"],
        ["tree/a", "tree/a/b"],
    ],
)
def test_paths_that_leave_the_folder_or_clash_are_refused(press: Press, paths: list[str]) -> None:
    files = [FileEntry(path=path, stored=0, size=0, sha256=bytes(32)) for path in paths]
    manifest = replace(manifest_of(press.bundle(10)), files=files, payload_bytes=0)

    with pytest.raises(RuleBroken, match="update_malformed"):
        decode_manifest(encode_manifest(manifest))


def test_a_signer_sees_what_another_machine_slipped_in(press: Press) -> None:
    path = press.bundle(11, seeds=[])
    source = press.source(11, code="print('other')\n")

    with pytest.raises(RuleBroken, match="update_differs"):
        making.sign(path, seed=SEEDS[0], source=source)


def test_a_changed_package_comes_along_and_no_other_file_will_do(press: Press) -> None:
    wheels = press.folder / "wheels"
    wheels.mkdir()
    wheel = wheels / "Some_Thing-2.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("some_thing/__init__.py", "A = 2\n")
        archive.writestr("some_thing-2.0.data/purelib/more.py", "")
        archive.writestr("some_thing-2.0.data/scripts/run", "#!python")
    pins = press.folder / "later.txt"
    pins.write_text(
        f"one==1.0\nsome-thing==2.0 \\\n --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    )
    path = press.bundle(12, locked=pins, wheels=wheels)
    wheel.write_bytes(b"another one")

    assert {one.path for one in manifest_of(path).files if one.path.startswith("site/")} == {
        "site/some_thing/__init__.py",
        "site/more.py",
    }
    with pytest.raises(RuleBroken, match="update_wheel_missing"):
        press.bundle(13, locked=pins, wheels=wheels)


def test_a_new_list_of_signers_needs_the_old_ones_and_its_own(press: Press) -> None:
    later = trust_of([SEEDS[1], *STRANGERS[:2]], serial=2)
    body = encode_rotation(later)

    def signed(*seeds: bytes) -> bytes:
        return signed_rotation(
            body,
            signatures={
                sealing.kid_of(sealing.signing_public(seed)): sealing.sign(
                    body, seed=seed, domain=KEYS_DOMAIN
                )
                for seed in seeds
            },
        )

    whole = signed(*SEEDS[:2], STRANGERS[0])
    assert follow(TRUST, rotations=[whole]) == later
    assert follow(later, rotations=[whole]) == later
    for too_few in (signed(SEEDS[0], STRANGERS[0], STRANGERS[1]), signed(*SEEDS[:2])):
        with pytest.raises(RuleBroken, match="update_signers_few"):
            follow(TRUST, rotations=[too_few])
    path = press.bundle(14, seeds=STRANGERS[:2])
    making.carry_rotations(path, rotations=[whole])
    assert open_bundle(path, trust=TRUST).trust == later


def test_a_list_in_which_one_is_enough_is_no_list() -> None:
    with pytest.raises(RuleBroken, match="update_keys_few"):
        new_trust([sealing.signing_public(SEEDS[0])] * 3, threshold=1)
    with pytest.raises(RuleBroken, match="update_trust_malformed"):
        read_trust(write_trust(TRUST).replace(b'"threshold": 2', b'"threshold": 1'))
    assert read_trust(write_trust(TRUST)) == TRUST
    assert MADE.tzinfo is not None
