"""What somebody might type into a form that wishes us ill: names of fields, and values for them."""

import inspect
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

ASKED = re.compile(r"""(?:POST|GET|FILES)(?:\.get|\.getlist)?[(\[]\s*["'](\w+)["']""")
NUMBERS = ("-1", "0", "1", "2147483648", "9223372036854775808", "9" * 40, "1e999", "NaN", "0x1", "1_000", "٣", "²")
DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "31-12-9999", "2026-11-24", "2026-11-24T99:99", "99:99", "-")
IDS = ("00000000-0000-4000-8000-000000000000", "3673024101900101", "0" * 16, "9" * 16, "36.73", "36.73.02.1001")
WORDS = ("", " ", "x", "on", "alasan yang cukup panjang", "'; --", "<script>", "%00%", "\u202e", "😀" * 40, "é" * 5000)
ODD = ("{}", "[]", "null", '[{"a": [1e400]}]', "../../etc/passwd", "data:image/png;base64,é", "\r\nSet-Cookie: a=b")
VALUES = st.sampled_from((*NUMBERS, *DAYS, *IDS, *WORDS, *ODD)) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
)
CONTENTS = (
    *(b"", b"a;b\n\xff", b"\xef\xbb\xbfnik,nama\n1,2\n", b"nik\x00,x\n", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n"),
    *(b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"FIR\x00020\x00" + bytes(40), b"\xa1\x61v\x01", b'"' * 3000),
)
NAMES_OF_FILES = ("a.csv", "a.pdf", "a.png", "a.xlsx", "../a.jpg", "é" * 100 + ".pdf")
FILES = st.tuples(st.sampled_from(NAMES_OF_FILES), st.sampled_from(CONTENTS))
Typed = dict[str, object]


def typed(view: Callable[..., object]) -> st.SearchStrategy[Typed]:
    """Bodies for a view: the fields that its room knows, each with any value, several or none."""
    plain, files = fields_of(inspect.getmodule(inspect.unwrap(view)).__name__)  # type: ignore[union-attr]
    known = {name: VALUES | st.lists(VALUES, max_size=2) for name in plain}
    sent = st.fixed_dictionaries({}, optional=known | dict.fromkeys(files, FILES | VALUES))
    return sent.map(lambda told: {name: _sent(value) for name, value in told.items()})


@cache
def fields_of(module: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names of plain fields and of files: of the forms of a view's room, and those that its text asks for."""
    room = module.rpartition(".")[0]
    found: dict[str, forms.Field] = {}
    while room.count(".") >= 1:
        if find_spec(f"{room}.forms"):
            for _, form in inspect.getmembers(import_module(f"{room}.forms"), inspect.isclass):
                found |= getattr(form, "base_fields", {})
        room = room.rpartition(".")[0]
    asked = set(ASKED.findall(inspect.getsource(import_module(module))))
    files = {name for name, field in found.items() if isinstance(field, forms.FileField)}
    return frozenset((asked | set(found)) - files), frozenset(files | (asked & {"file", "photo", "csv"}))


def _sent(value: object) -> object:
    return SimpleUploadedFile(*value) if isinstance(value, tuple) else value
