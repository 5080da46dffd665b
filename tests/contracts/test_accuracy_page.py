"""The accuracy page has the shape that its command writes, and pictures are as the engine draws them now."""

import re

from benchmarks import accuracy, pictures, pictures_fingers, pictures_scores


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


def test_the_pictures_are_what_the_engines_values_draw() -> None:
    for name, draw in pictures.PICTURES.items():
        assert (pictures.FOLDER / name).read_text(encoding="utf-8") == draw(), "python -m benchmarks.pictures"


def test_pictures_of_drawn_bodies_were_made_with_the_values_of_today() -> None:
    """They take minutes to draw, so each says with which values it was: `python -m benchmarks.pictures`."""
    made = {"finger-cylinder.svg": pictures_fingers.made_with()}
    made |= dict.fromkeys(pictures_scores.NAMES_OF_FILES, pictures_scores.made_with())
    for name, values in made.items():
        assert f"<desc>{values}</desc>" in (pictures.FOLDER / name).read_text(encoding="utf-8"), name


def test_every_picture_of_the_explanations_is_shown_and_small() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in pictures.FOLDER.parent.glob("*.md"))
    files = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}

    assert set(re.findall(r"\]\(pictures/([\w.-]+)\)", pages)) == set(files)
    assert max(files.values()) <= 100_000
