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

from rekam.ui.forms import ThreePartDateField

ASKED = re.compile(r"""(?:POST|GET|FILES)(?:\.get|\.getlist)?[(\[]\s*["'](\w+)["']""")
NUMBERS = (
    "-1",
    "0",
    "1",
    "2147483648",
    "9223372036854775808",
    "9" * 40,
    "1e999",
    "NaN",
    "0x1",
    "1_000",
    "٣",
    "²",
)
DAYS = (
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "31-12-9999",
    "2026-11-24",
    "2026-11-24T99:99",
    "99:99",
    "-",
)
IDS = (
    "00000000-0000-4000-8000-000000000000",
    "3673024101900101",
    "0" * 16,
    "9" * 16,
    "36.73",
    "36.73.02.1001",
)
WORDS = (
    "",
    " ",
    "x",
    "on",
    "alasan yang cukup panjang",
    "'; --",
    "<script>",
    "%00%",
    "\u202e",
    "😀" * 40,
    "é" * 5000,
)
ODD = (
    "{}",
    "[]",
    "null",
    '[{"a": [1e400]}]',
    "../../etc/passwd",
    "data:image/png;base64,é",
    "\r\nSet-Cookie: a=b",
)
VALUES = st.sampled_from((*NUMBERS, *DAYS, *IDS, *WORDS, *ODD)) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=20
)
CONTENTS = (
    *(b"", b"a;b\n\xff", b"\xef\xbb\xbfnik,nama\n1,2\n", b"nik\x00,x\n", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n"),
    *(b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"FIR\x00020\x00" + bytes(40), b"\xa1\x61v\x01", b'"' * 3000),
)
NAMES_OF_FILES = ("a.csv", "a.pdf", "a.png", "a.xlsx", "../a.jpg", "é" * 100 + ".pdf")
# A date is typed into three boxes, each a field of its own on the line.
BOXES = {
    "_day": forms.ChoiceField(choices=[(one, one) for one in ("24", "1", "29")]),
    "_month": forms.ChoiceField(choices=[(one, one) for one in ("11", "12", "2")]),
    "_year": forms.ChoiceField(choices=[(one, one) for one in ("2026", "1990", "2027")]),
}
FILES = st.tuples(st.sampled_from(NAMES_OF_FILES), st.sampled_from(CONTENTS))
Typed = dict[str, object]


def typed(view: Callable[..., object], usual: Typed) -> st.SearchStrategy[Typed]:
    """Bodies for a view: the fields that its room knows, each as it is meant, or with any value.

    usual  what gets further than to the first field
    """
    fields = fields_behind(view)
    known = {name: _meant(field) | VALUES | st.lists(VALUES, max_size=2) for name, field in fields.items()}
    one_spoiled = st.sampled_from(sorted(fields) or ["x"]).flatmap(
        lambda name: st.fixed_dictionaries(
            {other: VALUES if other == name else _meant(field) for other, field in fields.items()}
        )
    )
    sent = st.fixed_dictionaries({}, optional=known) | one_spoiled
    return sent.map(lambda told: usual | {name: _sent(value) for name, value in told.items()})


def fields_behind(view: Callable[..., object]) -> dict[str, forms.Field | None]:
    """The fields that a view's room knows, as they are sent."""
    return fields_of(inspect.getmodule(inspect.unwrap(view)).__name__)  # type: ignore[union-attr]


def _meant(field: forms.Field | None) -> st.SearchStrategy[object]:
    """What a field is there for."""
    if isinstance(field, forms.FileField):
        return FILES
    if isinstance(field, forms.ChoiceField):
        return st.sampled_from([str(value) for value, _ in field.choices] or [""])
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return st.integers(0, 20).map(str)
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return st.sampled_from(["2026-11-24", "2026-11-23", "2026-12-01", "1990-01-01"])
    if isinstance(field, forms.TimeField):
        return st.just("08:00")
    if isinstance(field, forms.BooleanField):
        return st.just("on")
    return st.sampled_from(["alasan yang cukup panjang", "3673024101900101", "08123456789", *IDS])


@cache
def fields_of(module: str) -> dict[str, forms.Field | None]:
    """The fields of the forms of a view's room, and without a kind those that its text asks for."""
    room = module.rpartition(".")[0]
    found: dict[str, forms.Field] = {}
    while room.count(".") >= 1:
        if find_spec(f"{room}.forms"):
            for _, form in inspect.getmembers(import_module(f"{room}.forms"), inspect.isclass):
                found |= _on_the_line(getattr(form, "base_fields", {}))
        room = room.rpartition(".")[0]
    asked = set(ASKED.findall(inspect.getsource(import_module(module))))
    return {**dict.fromkeys(asked), **found}


def _on_the_line(told: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """The fields of a form as they are sent."""
    sent: dict[str, forms.Field] = {}
    for name, field in told.items():
        is_date = isinstance(field, ThreePartDateField)
        sent |= {f"{name}{part}": box for part, box in BOXES.items()} if is_date else {name: field}
    return sent


def _sent(value: object) -> object:
    return SimpleUploadedFile(*value) if isinstance(value, tuple) else value
