"""docs/reference/verification-api: the OpenAPI description, and the same as a page to read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rekam.verification.api.views import description
from rekam.verification.asking.rules import Field
from rekam.verification.consent.rules import STRONGER
from rekam.verification.partners.words import FIELDS
from rekam.verification.sandbox.people import PEOPLE

HEAD = (
    "# API for institutions\n\n"
    "Made from the code. [verification-api.json](verification-api.json) is the OpenAPI description, which is "
    "all that an\nX-Road security server needs; its addresses are below `/api/v1/verification`, wherever "
    "that is laid. How to ask:\n[ask from a bank](../how-to/ask-from-a-bank.md). Every refusal is "
    '`{"code", "message"}`, with the codes of [refusals](errors.md).\n'
)


def openapi() -> str:
    """The description as a file."""
    return json.dumps(description(), indent=1, sort_keys=True) + "\n"


def text() -> str:
    """The page."""
    return "\n".join([HEAD, *_routes(description()), *_fields(), *_people()])


def _routes(told: Mapping[str, Any]) -> Iterator[str]:
    yield "| request | proven caller | answers |\n|---|---|---|"
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            door = "yes" if one.get("security") else "no"
            answers = ", ".join(str(code) for code in one["responses"])
            yield f"| `{method.upper()} {path}` | {door} | {answers} |"
    yield ""
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            yield f"## {method.upper()} {path}\n\n{one['description']}\n"


def _fields() -> Iterator[str]:
    yield "## Fields\n\n| name | what it is | needs the resident's own yes |\n|---|---|---|"
    for field in Field:
        yield f"| `{field}` | {FIELDS[field]} | {'yes' if field in STRONGER else 'no'} |"
    yield ""


def _people() -> Iterator[str]:
    yield "## Invented people of the sandbox\n\n| NIK | name | born | what one tries |\n|---|---|---|---|"
    for nik, one in PEOPLE.items():
        yield f"| {nik} | {one.values[Field.NAMA_LGKP]} | {one.values[Field.TGL_LHR]} | {one.note} |"
    yield ""
