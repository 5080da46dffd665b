"""What bandit may find has a reason each; `make check` runs bandit itself."""

import tomllib
from collections import Counter

from tests.contracts.bandit import ROOT, differences, excused, rows


def test_every_exception_has_a_file_and_a_reason_and_stands_once() -> None:
    assert [row for row in rows() if not (ROOT / row["path"]).is_file() or len(row["reason"]) < 10] == []
    assert len(excused()) == len(rows())


def test_a_new_finding_fails_and_so_does_an_excuse_that_nothing_needs() -> None:
    two = Counter({("B602", "src/rekam/web/views.py"): 2})
    assert differences(two, two) == []
    assert differences(two, Counter({("B602", "src/rekam/web/views.py"): 1})) == [
        "src/rekam/web/views.py: B602 is found 2 times, the table excuses 1"
    ]
    assert len(differences(two, Counter())) == len(differences(Counter(), two)) == 1


def test_what_is_not_asked_at_all_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    skipped = tomllib.loads(text)["tool"]["bandit"]["skips"]
    lines = [line for line in text.splitlines() if line.strip().startswith('"B')]
    assert [line.split('"')[1] for line in lines] == skipped
    assert [line for line in lines if "#" not in line] == []
