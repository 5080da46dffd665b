"""The files that the reader's page needs without a network, and the version that changes with any of them."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

ROOM = Path(__file__).resolve().parents[1]
FOLDERS = ("ikd", "reading")
WORKER = ROOM / "static/reading/sw.js"
STYLES = ("ui/tokens.css", "ui/rekam.css", "ui/rekam.svg", "ui/keys.js", "reading/reader.css")
FONTS = ("ui/fonts/source-sans-3-latin-400.woff2", "ui/fonts/source-sans-3-latin-600.woff2")


def service_worker(*, roots: tuple[str, ...]) -> str:
    """The worker's script; another file or another root makes another script, which browsers then take."""
    kept = {"page": reverse("reading:page"), "version": _version(roots), "files": _addresses()}
    return f"const KEPT = {json.dumps(kept)};\n{WORKER.read_text()}"


def _addresses() -> list[str]:
    """Without the content's hash behind them: modules import each other by their plain names."""
    return [f"{settings.STATIC_URL}{name}" for name in (*STYLES, *FONTS, *_modules())]


@lru_cache(maxsize=1)
def _modules() -> tuple[str, ...]:
    root = ROOM / "static"
    files = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*")))
    return tuple(
        str(path.relative_to(root)) for path in files if path.suffix in {".js", ".wasm"} and path != WORKER
    )


@lru_cache(maxsize=4)
def _version(roots: tuple[str, ...]) -> str:
    told = hashlib.sha256(" ".join(roots).encode())
    texts = sorted((ROOM / "templates/reading").glob("*.html")) + sorted((ROOM / "locale").rglob("*.mo"))
    found = (finders.find(name) for name in (*STYLES, *FONTS, *_modules()))
    for path in (*texts, *(Path(one) for one in found if one)):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]
