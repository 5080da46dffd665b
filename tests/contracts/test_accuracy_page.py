"""docs/reference/accuracy.md has the shape that `benchmarks.accuracy` writes; its figures are not looked at."""

import re

from benchmarks import accuracy


def test_the_page_has_the_sections_and_tables_of_its_command() -> None:
    page = accuracy.PAGE.read_text(encoding="utf-8")
    heads = [
        line
        for line, below in zip(page.splitlines(), page.splitlines()[1:], strict=False)
        if below.startswith("|---")
    ]

    assert re.findall(r"^## (.+)$", page, re.M) == list(accuracy.SECTIONS)
    assert heads == [
        "| " + " | ".join(cells) + " |" for cells in accuracy.HEADS for _ in range(heads_of(cells))
    ]
    assert accuracy.NOTES_AHEAD in page
    assert accuracy.COMMAND in page


def heads_of(cells: tuple[str, ...]) -> int:
    """Fingers, irises and faces share the bench's own table."""
    return 3 if cells == accuracy.HEADINGS else 1
