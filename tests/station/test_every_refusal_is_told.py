"""Whatever code the server refuses a packet with, the operator reads a sentence and what to do."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import rekam
from rekam.station.wording import SENTENCES

PACKAGE = Path(rekam.__file__).parent
# Where a packet can be refused: at the door, opened, kept.
WAY = (
    *sorted(f"enrolment/{path.name}" for path in (PACKAGE / "enrolment").glob("packet*.py")),
    *("enrolment/api.py", "enrolment/uploads.py", "enrolment/intake.py"),
    *("kernel/tus.py", "kernel/part_files.py"),
    *("enrolment/limits.py", "enrolment/practice.py", "enrolment/opening.py", "enrolment/storing.py"),
    *(
        "enrolment/particulars.py",
        "enrolment/proving.py",
        "enrolment/device_proof.py",
        "enrolment/corrections.py",
    ),
    *("enrolment/consents.py", "enrolment/images.py", "enrolment/capture_rules.py"),
    *("kernel/canonical.py", "registry/entries/papers.py"),
    *(f"abis/engine/formats/{name}.py" for name in ("records", "pixels", "face", "finger", "iris")),
)
# Codes of these files that never reach a laptop, with the reason.
NEVER = {
    "keys_missing": "the worker waits: the packet is not refused",
}


@cache
def codes_in(path: str) -> frozenset[str]:
    """The literal codes that a file raises or writes down."""
    return frozenset(_codes(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))))


def _codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("RuleBroken") and node.args:
            yield from _literals(node.args[0])
        if isinstance(node, ast.Assign) and any("code" in ast.unparse(to) for to in node.targets):
            yield from (one for one in _literals(node.value) if "_" in one)


def _literals(node: ast.AST) -> Iterator[str]:
    return (
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )


@pytest.mark.parametrize("path", WAY)
def test_every_refusal_of_a_packet_has_its_sentence(path: str) -> None:
    assert sorted(codes_in(path) - SENTENCES.keys() - NEVER.keys()) == []


def test_the_walk_finds_the_codes_that_the_server_is_known_to_give() -> None:
    found = frozenset().union(*map(codes_in, WAY))
    assert {"packet_station_off", "packet_conflict", "packet_practice", "upload_hash_wrong"} <= found
