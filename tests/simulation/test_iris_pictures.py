import re
from pathlib import Path

from rekam.simulation.iris_pictures import pictures

PAGE = Path(__file__).parents[2] / "docs/explanation/iris-codes.md"


def test_the_page_on_iris_codes_shows_the_pictures_that_are_made_and_they_are_small() -> None:
    made = pictures()

    shown = re.findall(r"\]\(pictures/([\w-]+\.png)\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(made)
    assert all(len(data) < 60_000 for data in made.values())
    assert all((PAGE.parent / "pictures" / name).is_file() for name in made)
