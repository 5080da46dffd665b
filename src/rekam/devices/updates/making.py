"""Making a bundle on the release machine, and adding a signature to it on a machine without a network."""

import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from rekam.devices.updates.bundle import (
    DOMAIN,
    PATH,
    FileEntry,
    Head,
    Manifest,
    decode_manifest,
    encode_head,
    encode_manifest,
)
from rekam.devices.updates.reading import read_head
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

GOOD_FOR = timedelta(days=180)
"""How long a bundle may be installed: a stick that was forgotten in a drawer brings no old program back."""
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^\s\\;]+)")
_LIBRARIES = re.compile(r"[^/]+\.data/(purelib|platlib)/")


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What the people who release say of a version.

    base, locked   the pinned packages of the laptops, and of this version (files of requirements/)
    wheels         a folder with the wheels of what differs; None where nothing may differ
    """

    number: int
    name: str
    least: int
    made: datetime
    platform: str
    python: str
    base: Path
    locked: Path
    wheels: Path | None
    stores: Mapping[str, tuple[int, int]]
    good_for: timedelta = GOOD_FOR


def make(recipe: Recipe, *, source: Path, to: Path) -> Manifest:
    """Write an unsigned bundle of the package at `source` (the folder `rekam`); twice, it is the same file.

    Raises RuleBroken("update_wheel_missing" | "update_path_wrong").
    """
    entries, digest = [], hashlib.sha256()
    aside = to.with_name(f".{to.name}.new")
    with aside.open("wb") as out:
        for path, content in _contents(recipe, source=source):
            stored = zlib.compress(content, 9)
            out.write(stored)
            digest.update(stored)
            told = hashlib.sha256(content).digest()
            entries.append(FileEntry(path=path, stored=len(stored), size=len(content), sha256=told))
    manifest = Manifest(
        number=recipe.number,
        name=recipe.name,
        least=recipe.least,
        made=recipe.made,
        expires=recipe.made + recipe.good_for,
        platform=recipe.platform,
        python=recipe.python,
        base=base_of(recipe.base),
        stores=recipe.stores,
        payload_bytes=sum(one.stored for one in entries),
        payload_sha256=digest.digest(),
        files=entries,
    )
    encoded = encode_manifest(manifest)
    decode_manifest(encoded)  # what a laptop would refuse is refused here
    _put_together(encode_head(Head(manifest=encoded, signatures={})), payload=aside, starts_at=0, to=to)
    aside.unlink()
    return manifest


def sign(path: Path, *, seed: bytes, source: Path | None = None) -> Manifest:
    """Add the signature of this key (Ed25519 seed, 32 bytes) to a bundle; the manifest that was signed.

    source   the signer's own copy of the package: each file must be the same, so that nobody signs what
             another machine slipped in
    Raises RuleBroken("update_malformed" | "update_differs").
    """
    head, starts_at = read_head(path)
    manifest = decode_manifest(head.manifest)
    if source is not None:
        check_same(manifest, source=source)
    kid = sealing.kid_of(sealing.signing_public(seed))
    signature = sealing.sign(head.manifest, seed=seed, domain=DOMAIN)
    signed = replace(head, signatures={**head.signatures, kid: signature})
    _put_together(encode_head(signed), payload=path, starts_at=starts_at, to=path)
    return manifest


def carry_rotations(path: Path, *, rotations: Iterable[bytes]) -> None:
    """Let a bundle tell the laptops of a new list of signers."""
    head, starts_at = read_head(path)
    told = encode_head(replace(head, rotations=tuple(rotations)))
    _put_together(told, payload=path, starts_at=starts_at, to=path)


def check_same(manifest: Manifest, *, source: Path) -> None:
    """The bundle's `tree` is exactly this copy of the package. Raises RuleBroken("update_differs")."""
    here = {path: hashlib.sha256(content).digest() for path, content in _tree(source)}
    there = {one.path: one.sha256 for one in manifest.files if one.path.startswith("tree/")}
    differing = {path for path in here.keys() | there.keys() if here.get(path) != there.get(path)}
    if differing:
        raise RuleBroken("update_differs", files=len(differing), first=min(differing))


def base_of(locked: Path) -> bytes:
    """What a set of pinned packages is known by."""
    return hashlib.sha256(locked.read_bytes()).digest()


def pins_of(locked: Path) -> dict[str, str]:
    """Version by package of a file of pins."""
    found = (_PIN.match(line) for line in locked.read_text(encoding="utf-8").splitlines())
    return {one["name"].lower(): one["version"] for one in found if one}


def _contents(recipe: Recipe, *, source: Path) -> Iterator[tuple[str, bytes]]:
    yield from _tree(source)
    before = pins_of(recipe.base)
    for name, version in sorted(pins_of(recipe.locked).items()):
        if before.get(name) != version:
            yield from _unpacked(_wheel(recipe, name=name, version=version))


def _tree(source: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(source.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            told = f"tree/rekam/{path.relative_to(source).as_posix()}"
            yield _allowed(told), path.read_bytes()


def _wheel(recipe: Recipe, *, name: str, version: str) -> Path:
    """The wheel of a package, one of those whose hash the pins name."""
    folder = recipe.wheels
    wanted = recipe.locked.read_text(encoding="utf-8")
    for path in sorted(folder.glob("*.whl")) if folder else []:
        if hashlib.sha256(path.read_bytes()).hexdigest() in wanted and _is_of(path, name=name):
            return path
    raise RuleBroken("update_wheel_missing", package=f"{name}=={version}")


def _is_of(path: Path, *, name: str) -> bool:
    return re.sub(r"[-_.]+", "-", path.name.split("-")[0]).lower() == re.sub(r"[-_.]+", "-", name)


def _unpacked(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """What a wheel puts on the path; its scripts are left out, since nothing in a bundle is a program."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            plain = _LIBRARIES.sub("", name)
            if not name.endswith("/") and ".data/" not in plain:
                yield _allowed(f"site/{plain}"), archive.read(name)


def _allowed(path: str) -> str:
    if not PATH.fullmatch(path):
        raise RuleBroken("update_path_wrong", path=path)
    return path


def _put_together(head: bytes, *, payload: Path, starts_at: int, to: Path) -> None:
    aside = to.with_name(f".{to.name}.whole")
    with aside.open("wb") as out, payload.open("rb") as file:
        out.write(head)
        file.seek(starts_at)
        shutil.copyfileobj(file, out)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(to)
