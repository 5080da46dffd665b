"""Every public rule names its source and the day from which it holds."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.contracts.architecture import modules
from tests.contracts.test_architecture import source

LAW_ROOMS = ("registry", "cards", "enrolment", "accounts", "outreach")


def public_rules() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (module, node)
        for module in modules()
        if module.endswith(".rules")
        for node in source(module).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def test_every_rule_says_what_it_answers() -> None:
    found = public_rules()
    assert len(found) >= 300
    assert [f"{module}.{rule.name}" for module, rule in found if not ast.get_docstring(rule)] == []


def test_no_test_leaves_a_setting_gone() -> None:
    """monkeypatch deletes a setting that was not read before, for all tests that follow."""
    tests = Path(__file__).parents[1]
    patching = re.compile(r"\w\.(set|del)attr\(settings\b")
    assert [str(one) for one in tests.rglob("*.py") if patching.search(one.read_text())] == []


def test_each_lock_of_the_database_has_a_number_of_its_own() -> None:
    """PostgreSQL knows them by their numbers: two rooms with one number wait for each other."""
    numbers = Counter(
        node.value.value
        for module in modules()
        for node in source(module).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, int)
        and ast.unparse(node.targets[0]).endswith("LOCK")
        and node.value.value >= 0x52656B00
    )
    assert len(numbers) >= 18
    assert [hex(number) for number, rooms in numbers.items() if rooms > 1] == []


@pytest.mark.parametrize("room", LAW_ROOMS)
def test_rooms_of_law_cite_it(room: str) -> None:
    """Each function that names a law says when it came into force."""
    text = [ast.get_docstring(rule) or "" for module, rule in public_rules() if f".{room}." in module]
    cited = [doc for doc in text if "Permendagri" in doc or "UU " in doc or "PP " in doc or "Perpres" in doc]
    assert all("In force from" in doc for doc in cited)
