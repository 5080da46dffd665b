"""The names under which the engine records are public: the page that lists them and the code agree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ENGINE = ROOT / "src/rekam/abis/engine"
PAGE = ROOT / "docs/reference/recorder.md"


def recorded(module: Path) -> Iterator[str]:
    """The names of all calls `keep(recorder, ...)` of a module."""
    source = module.read_text(encoding="utf-8")
    if "keep(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "keep":
            for keyword in node.keywords:
                names = [keyword.arg] if keyword.arg else spread(keyword.value)
                yield from (name.replace("__", ".") for name in names)


def spread(value: ast.expr) -> list[str]:
    """The names in `**{f"...": value}`, what is filled in standing in capitals."""
    assert isinstance(value, ast.Dict)
    return [
        "".join(str(part.value) if isinstance(part, ast.Constant) else filled(part) for part in key.values)
        for key in value.keys
        if isinstance(key, ast.JoinedStr)
    ]


def filled(part: ast.expr) -> str:
    assert isinstance(part, ast.FormattedValue)
    assert isinstance(part.value, ast.Name)
    return part.value.id.upper()


def test_the_page_lists_every_name_that_is_recorded_and_no_other() -> None:
    names = {name for module in ENGINE.rglob("*.py") for name in recorded(module)}

    listed = re.findall(r"^\| `([a-z]+\.[\w.]+)` \|", PAGE.read_text(encoding="utf-8"), re.M)

    assert sorted(listed) == sorted(names)
