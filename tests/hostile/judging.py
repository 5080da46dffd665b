"""Whether an answer lets a payload out as what it wants to be, judged by how each medium is read."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from django.http import HttpResponse
from openpyxl import load_workbook

from rekam.kernel.redraw_pdf import UNSAFE, verdict
from rekam.kernel.sheet import STARTS
from tests.hostile.payloads import CALL, PRODUCT

LINKS = {"href", "src", "action", "formaction", "xlink:href", "poster", "data"}


class Page(HTMLParser):
    """Reads a page as a browser does, and notes what a payload became."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if CALL in tag:
            self.found.append(f"an element <{tag}>")
        for name, value in attrs:
            if CALL in name:
                self.found.append(f"an attribute {name}")
            told = (value or "").strip().lower()
            if name in LINKS and CALL in told and told.startswith(("javascript:", "data:", "//")):
                self.found.append(f"a link {told[:40]}")
            if CALL in told and (name.startswith("on") or name == "style"):
                self.found.append(f"inside {name}")
        if tag in {"script", "style"}:
            self._script = dict(attrs).get("type") or tag

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is None or CALL not in data:
            return
        try:
            json.loads(data)
        except ValueError:
            self.found.append("inside a script")

    def handle_comment(self, data: str) -> None:
        if CALL in data:
            self.found.append("inside a comment")


def faults(answer: HttpResponse, content: bytes) -> Iterator[str]:
    """What a payload became in this answer."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    for name, value in answer.headers.items():
        if CALL in value and any(sign in value for sign in "\r\n"):
            yield f"a header {name}"
    judge = JUDGES.get(kind)
    if judge is not None:
        yield from judge(content)
    elif kind not in TEXTS and CALL.encode() in content:
        yield f"in a medium that nobody judges: {kind}"


def _in_html(content: bytes) -> Iterator[str]:
    page, text = Page(), content.decode(errors="replace")
    page.feed(text)
    page.close()
    yield from page.found
    if PRODUCT in text:
        yield "worked out by a template"


def _in_workbook(content: bytes) -> Iterator[str]:
    book = load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    yield from (f"a formula {cell.value}" for cell in cells if cell.data_type == "f")


def _in_pdf(content: bytes) -> Iterator[str]:
    if verdict(content) == UNSAFE:
        yield "a PDF that acts"


def _in_json(content: bytes) -> Iterator[str]:
    try:
        json.loads(content or b"null")
    except ValueError:
        yield "JSON that is none"


def _in_csv(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") else ","
    for row in csv.reader(io.StringIO(text), delimiter=separator):
        for cell in row:
            if CALL in cell and cell.lstrip(' "\u00a0').startswith(STARTS):
                yield f"a formula {cell[:40]!r}"


JUDGES: dict[str, Callable[[bytes], Iterator[str]]] = {
    "text/html": _in_html,
    "image/svg+xml": _in_html,
    "text/csv": _in_csv,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _in_workbook,
    "application/pdf": _in_pdf,
    **dict.fromkeys(("application/json", "application/ld+json", "application/geo+json"), _in_json),
}
TEXTS = {"text/plain", "image/png", "image/jpeg", ""}  # shown as they are, by their type and nosniff
