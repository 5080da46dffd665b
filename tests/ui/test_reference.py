"""docs/reference/ui.md names every partial with its parameters, and no parameter that is not there."""

import re
from pathlib import Path

import pytest

import rekam.ui
from rekam.ui.templatetags import rekam as tags

ROOT = Path(rekam.ui.__file__).parent
PAGE = (ROOT.parents[2] / "docs/reference/ui.md").read_text()
PARTIALS = sorted((ROOT / "templates/ui/components").glob("*.html"))
ALWAYS_THERE = {"forloop", "request", "None", "LANGUAGE_CODE", "set_language_url", "True"}
WORDS = {"if", "and", "or", "not", "in", "is", "with", "only"}
NAME = re.compile(r"(?<![\w.])([A-Za-z_]\w*)")
TAG = re.compile(r"\{%\s*(if|elif|for|include|blocktranslate|with)\s(.*?)%\}|\{\{(.*?)\}\}")


def parameters(source: str) -> set[str]:
    """The names a partial reads from whoever includes it."""
    found: set[str] = set()
    own = set(ALWAYS_THERE)
    renamed: set[str] = set()
    for tag, rest, variable in TAG.findall(source):
        text = re.sub(r"\"[^\"]*\"|'[^']*'|\b_\(", "", rest or variable)
        text = re.sub(r"\|\w+", " ", text)
        if tag == "for":
            loop, text = text.split(" in ")
            own |= set(NAME.findall(loop))
        if tag == "blocktranslate":
            own |= set(re.findall(r"(\w+)=", text))
            renamed |= set(re.findall(r"=(\w+)", text)) - {"forloop"}
            continue
        found |= set(NAME.findall(re.sub(r"\b\w+=", " ", text))) - WORDS
    return (found - own) | (renamed - loops(source))


def loops(source: str) -> set[str]:
    return {name for loop in re.findall(r"\{% for (.*?) in ", source) for name in NAME.findall(loop)}


def documented(name: str) -> set[str]:
    section = re.search(rf"^### {name}\.html\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section, f"docs/reference/ui.md has no section for {name}.html"
    line = re.search(r"^Parameters: (.*?)\.$", section.group(1), re.MULTILINE)
    assert line, f"the section of {name}.html has no line of parameters"
    return set(re.findall(r"`(\w+)`", line.group(1)))


@pytest.mark.parametrize("path", PARTIALS, ids=lambda path: str(path.stem))
def test_a_partial_is_documented_with_its_parameters(path: Path) -> None:
    assert documented(path.stem) == parameters(path.read_text())


@pytest.mark.parametrize("name", sorted([*tags.register.filters, *tags.register.tags]))
def test_every_filter_and_tag_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE or f"{{% {name} " in PAGE
