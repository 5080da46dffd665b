"""Style, letters and scripts for slow lines: packed, and kept by the browser until they change.

The files lie in the packages (nothing is collected at set-up). What packs well is packed once, into the data
folder under its content's hash; every page names the content with each file's address.
"""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from wsgiref.headers import Headers

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]
from whitenoise.responders import StaticFile  # type: ignore[import-untyped]

from rekam.kernel.places import data_folder, write_private
from rekam.web.crowd.addresses import is_residents

PACKED = {".css", ".js", ".svg"}
WORTH_PACKING = 500  # bytes
ONE_PIECE = 1_300  # bytes that arrive together, headers aside
VERSION = "v"
FOR_EVER = "max-age=31536000, public, immutable"


class VersionedNames(StaticFilesStorage):
    """Addresses that change with the content."""

    def url(self, name: str | None) -> str:
        """The address of a file, with its content's hash behind it."""
        address = super().url(name)
        version = _version(name or "")
        return f"{address}?{VERSION}={version}" if version else address


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Whitenoise's, packed; for ever where the address says which content it is."""

    def __call__(self, request: HttpRequest) -> HttpResponse | FileResponse:
        response: HttpResponse = super().__call__(request)
        if request.path_info in self.files and (
            request.GET.get(VERSION) or request.path_info.endswith(".woff2")
        ):
            response["Cache-Control"] = FOR_EVER
        return response

    def get_static_file(self, path: str, url: str, stat_cache: object = None) -> StaticFile:
        """A file with its packed twin."""
        plain = super().get_static_file(path, url, stat_cache)
        twin = packed(Path(path))
        if twin is None:
            return plain
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": str(twin)})


class PackedPages(GZipMiddleware):
    """Residents' pages packed; officers sit in the office's own network, where it would only cost time.

    Each answer gets a random length besides (Django's answer to BREACH), and tokens differ each time.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, packed where the browser can read that and it takes more than one piece of a line."""
        is_one_piece = not response.streaming and len(response.content) < ONE_PIECE  # type: ignore[attr-defined]
        if is_one_piece or not is_residents(request.path_info):
            return response
        return super().process_response(request, response)


def packed(path: Path) -> Path | None:
    """The packed twin of a file, made if there is none; None where it is not worth it."""
    if path.suffix not in PACKED or path.stat().st_size < WORTH_PACKING:
        return None
    data = path.read_bytes()
    twin = data_folder() / "static" / f"{hashlib.sha256(data).hexdigest()[:32]}.gz"
    if not twin.exists():
        write_private(twin, gzip.compress(data, mtime=0))
    return twin


@lru_cache(maxsize=1000)
def _version(name: str) -> str:
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:8] if path else ""
