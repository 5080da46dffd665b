"""Every action of the audit is explained, and every entry about a person says why it was made."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rekam.audit.queries import acts
from rekam.audit.rules import Act

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "rekam"
# What writes an entry: the last one counts the look too, and takes the request before the action.
WRITERS = {
    ("rekam.audit.services", "record"),
    ("rekam.audit.services", "entry"),
    ("rekam.accounts.caps.permissions", "show"),
}
ACTION = re.compile(r"[a-z_]+(\.[a-z_]+)+")


@cache
def writing() -> dict[Path, ast.Module]:
    """The modules that write the audit; only what names a writer's module can import it."""
    sources = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    trees = {
        path: ast.parse(source)
        for path, source in sources.items()
        if any(module in source for module, _ in WRITERS)
    }
    return {path: tree for path, tree in trees.items() if names_of_record(tree)}


@cache
def names_of_record(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module, alias.name) in WRITERS
    }


def helpers(tree: ast.Module) -> set[str]:
    """Functions of a module that hand their first argument on as the action."""
    return {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.args.args
        for call in calls_of(function, names=names_of_record(tree))
        if isinstance(call.args[0], ast.Name) and call.args[0].id == function.args.args[0].arg
    }


def calls_of(tree: ast.AST, *, names: set[str]) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def actions_in(node: ast.expr, *, tree: ast.Module) -> Iterator[str]:
    """What an action may be: a string, one of two, a name's value, or an f-string's beginning and a star."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from actions_in(node.body, tree=tree)
        yield from actions_in(node.orelse, tree=tree)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield f"{node.values[0].value}*"
    elif isinstance(node, ast.Name):
        for assigned in ast.walk(tree):
            if isinstance(assigned, ast.Assign) and ast.unparse(assigned.targets[0]) == node.id:
                yield from actions_in(assigned.value, tree=tree)


@cache
def used() -> set[tuple[str, str]]:
    """Every action that is written, with the module."""
    return {
        (action, str(path.relative_to(PACKAGE)))
        for path, tree in writing().items()
        for call in calls_of(tree, names=names_of_record(tree) | helpers(tree))
        for action in actions_in(call.args[ast.unparse(call.func) == "show"], tree=tree)
    }


def is_explained(action: str) -> bool:
    start = action.removesuffix("*")
    return start in acts() or (action != start and any(name.startswith(start) for name in acts()))


def test_every_action_is_explained() -> None:
    """Say in the app's acts.py what it means and what it shows."""
    assert len(used()) >= 100
    assert [told for told in sorted(used()) if not is_explained(told[0])] == []


def test_nothing_is_explained_that_is_never_written() -> None:
    starts = {action.removesuffix("*") for action, _ in used() if action.endswith("*")}
    names = {action for action, _ in used()}
    gone = [name for name in acts() if name not in names and not any(name.startswith(s) for s in starts)]
    assert gone == []


def calls() -> Iterator[tuple[str, ast.Call, list[Act | None]]]:
    for path, tree in writing().items():
        for call in calls_of(tree, names=names_of_record(tree)):
            known = [acts().get(action) for action in actions_in(call.args[0], tree=tree)]
            yield f"{path.relative_to(PACKAGE)}:{call.lineno}", call, known


def says_its_purpose(call: ast.Call, known: list[Act | None]) -> bool:
    spread = (ast.unparse(word.value) for word in call.keywords if word.arg is None)
    said = any(word.arg == "purpose" for word in call.keywords) or any(
        not names.startswith("who(") for names in spread
    )
    of_nobody = bool(known) and all(act is not None and not act.of_person for act in known)
    return said or of_nobody


def test_an_entry_about_a_person_says_its_purpose() -> None:
    found = list(calls())
    assert len(found) >= 100
    assert [where for where, call, known in found if not says_its_purpose(call, known)] == []


def test_words_are_understandable_alone() -> None:
    for words in (str(act.words) for act in acts().values()):
        understandable(words)


def understandable(words: str) -> None:
    assert words[0].isupper()
    assert len(words) <= 90
    assert not words.endswith(".")
