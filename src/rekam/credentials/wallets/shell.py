"""The files of the wallet's own address: which there are, and what they hold."""

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rekam.credentials
import rekam.ui

PAGES = Path(rekam.credentials.__file__).parent / "static"
LOOKS = Path(rekam.ui.__file__).parent / "static/ui"
FOLDERS = ("wallet", "ikd")
FROM_LOOKS = ("tokens.css", "fonts/source-sans-3-latin-400.woff2", "fonts/source-sans-3-latin-600.woff2")
# Under which names the browser looks for them.
AT_THE_ROOT = {"/": "wallet/index.html", "/manifest.webmanifest": "wallet/manifest.webmanifest"}
WORKER = "/sw.js"
# No part of the shell: fetched once they are asked for, or asked for by the system, or the readers' alone.
LATER = ("scanner", "zxing", "english", "icon-512", "ikd/status", "ikd/verdict")
WORTH_PACKING = 500
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True)
class File:
    """One file as it is sent."""

    plain: bytes
    packed: bytes | None
    kind: str


@lru_cache(maxsize=1)
def files() -> Mapping[str, File]:
    """Every file by its address, the worker with the list of what it keeps."""
    found = {address: _file(path) for address, path in _paths()}
    worker = PAGES / "wallet/sw.js"
    return {**found, WORKER: _of(told(found).encode() + worker.read_bytes(), kind="text/javascript")}


def told(found: Mapping[str, File]) -> str:
    """What the worker is told: the files of the shell, and a version that changes with any of them."""
    kept = [address for address in found if not is_later(address)]
    version = hashlib.sha256(b"".join(name.encode() + one.plain for name, one in sorted(found.items())))
    return f"const VERSION = {json.dumps(version.hexdigest()[:12])}, FILES = {json.dumps(sorted(kept))};\n"


def is_later(address: str) -> bool:
    """Whether a file is no part of the shell, but fetched once it is needed."""
    return any(part in address for part in LATER)


def _paths() -> Iterator[tuple[str, Path]]:
    for address, name in AT_THE_ROOT.items():
        yield address, PAGES / name
    for folder in FOLDERS:
        for path in sorted((PAGES / folder).rglob("*")):
            name = path.relative_to(PAGES).as_posix()
            if (
                path.is_file()
                and path.suffix != ".txt"
                and name not in {*AT_THE_ROOT.values(), "wallet/sw.js"}
            ):
                yield f"/{name}", path
    for name in FROM_LOOKS:
        yield f"/ui/{name}", LOOKS / name


def _file(path: Path) -> File:
    kind, _ = mimetypes.guess_type(path.name)
    return _of(path.read_bytes(), kind=kind or "application/octet-stream")


def _of(plain: bytes, *, kind: str) -> File:
    worth = len(plain) >= WORTH_PACKING and not kind.startswith(("font/", "image/png"))
    return File(plain, gzip.compress(plain, mtime=0) if worth else None, kind)
