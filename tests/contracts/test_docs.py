"""The documents tell what is there: links, paths, commands, settings, dependencies, terms."""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rekam.config import docs
from rekam.config.command_list import COMMANDS
from tests.contracts.architecture import modules
from tests.contracts.test_architecture import source

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
]
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:src|tests|docs|requirements|benchmarks|\.ci)/[\w./-]+)`")
PLANNED: set[str] = set()
LAW_TERMS = {
    "ITAP",
    "KIA",
    "KK",
    "NIK",
    "Pasal",
    "Permendagri",
    "Perpres",
    "SE",
    "SIAK",
    "UU",
    "WNA",
    "WNI",
    "berita acara",
    "blanko",
    "jemput bola",
    "kecamatan",
    "kelurahan",
    "keping",
    "pemula",
    "penunggalan",
    "perekaman",
    "salah rekam",
    "suket",
    "verifikator",
    "wajib",
}


@cache
def prose(page: Path) -> str:
    """A page without its fenced code."""
    return re.sub(r"^ *```.*?^ *```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)


@cache
def anchors(page: Path) -> set[str]:
    """What a link may name inside a page, as forges make it from the headings."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def python_blocks() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for indent, code in re.findall(r"^( *)```python\n(.*?)^ *```", page.read_text(), re.S | re.M):
            lines = [line.removeprefix(indent) for line in code.splitlines()]
            yield page.name, "\n".join(lines)


def table(page: str, *, heading: str) -> list[str]:
    """The first cells of the table under a heading cell, without backticks."""
    rows = (DOCS / page).read_text(encoding="utf-8").split(f"| {heading} |", 1)[1].splitlines()[2:]
    cells = []
    for row in rows:
        if not row.startswith("|"):
            break
        cells.append(row.split("|")[1].strip().strip("`"))
    return cells


def test_links_lead_somewhere() -> None:
    made = set(docs.pages())
    broken = {page.name: links for page in PAGES if (links := broken_links(page, made=made))}
    assert broken == {}


def broken_links(page: Path, *, made: set[str]) -> list[str]:
    """Links of a page to files or headings that are not there; `made` = pages of the reference that are."""
    broken = []
    for link in LINK.findall(prose(page)):
        path, _, anchor = link.partition("#")
        if "://" in link or path.startswith("mailto:"):
            continue
        goal = (page.parent / path).resolve() if path else page
        if goal.parent == docs.REFERENCE and goal.name in made:
            continue
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            broken.append(link)
    return broken


def test_named_files_exist() -> None:
    named = {(page.name, path) for page in PAGES for path in PATH.findall(prose(page))}
    assert [told for told in sorted(named) if not (ROOT / told[1]).exists()] == []


def test_named_commands_exist_and_planned_ones_do_not() -> None:
    named = {
        (word, page.name)
        for page in PAGES
        for word in re.findall(r"(?:`|bin/)rekam ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    assert [told for told in sorted(named) if told[0] not in set(COMMANDS) | PLANNED] == []
    assert not PLANNED & set(COMMANDS)


@pytest.mark.parametrize(("page", "code"), list(python_blocks()))
def test_examples_import_what_exists(page: str, code: str) -> None:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rekam"):
            module = importlib.import_module(node.module or "")
            assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == [], page


def test_generated_pages_are_current() -> None:
    """Mended by `make docs`."""
    assert docs.out_of_date() == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_variable_has_its_row() -> None:
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "tests/conftest.py", ROOT / "Makefile"]
    read = {
        name for path in sources for name in re.findall(r"REKAM_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    told = set(re.findall(r"`(REKAM_[A-Z_]+)`", (DOCS / "reference/settings.md").read_text(encoding="utf-8")))
    assert read - told == set()
    assert told - read - {"REKAM_SHARED_DATA"} == set()


def test_no_setting_has_two_rows() -> None:
    rows = re.findall(r"^\| `(REKAM_[A-Z_]+)`", (DOCS / "reference/settings.md").read_text("utf-8"), re.M)

    assert [name for name in sorted(set(rows)) if rows.count(name) > 1] == []


def test_every_direct_dependency_has_its_row() -> None:
    wanted = (ROOT / "requirements/base.in").read_text(encoding="utf-8").splitlines()
    names = [re.split(r"[<>=\[;\s]", line)[0] for line in wanted if line and not line.startswith("#")]
    assert table("reference/dependencies.md", heading="package") == names


def test_law_terms_of_the_rules_stand_in_the_glossary() -> None:
    docstrings = "\n".join(
        ast.get_docstring(node) or ""
        for module in modules()
        if module.endswith((".rules", ".capture_rules"))
        for node in ast.walk(source(module))
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module)
    )
    used = {term for term in LAW_TERMS if re.search(rf"\b{term}\b", docstrings)}
    rows = re.findall(r"^\| ([^|]+) \|", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.M)
    known = {word.strip() for row in rows for word in re.split(r"[,(]", row)}
    known |= {word for term in known for word in term.split()}
    assert used - known == set()


def test_decisions_are_numbered_listed_and_whole() -> None:
    folder = DOCS / "explanation/decisions"
    pages = sorted(page for page in folder.glob("*.md") if page.name != "README.md")
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert [page.name for page in pages] == re.findall(
        r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text()
    )
    for page in pages:
        parts = re.findall(r"^\*\*(.+?)\.\*\*", page.read_text(encoding="utf-8"), re.M)
        assert parts == ["Context", "Decision", "Not taken", "Consequences"], page.name
