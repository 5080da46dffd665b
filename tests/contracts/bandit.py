"""`python -m tests.contracts.bandit`: run bandit and hold it against the table of exceptions.

A finding that the table does not excuse fails, and so does an excuse that nothing needs any more. Reasons
stand in the table beside, since bandit's own comments tell none.
"""

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("bandit_exceptions.csv")
WORDS = ("--quiet", "--recursive", "--format", "json", "--configfile", "pyproject.toml", "--exit-zero")

Finding = tuple[str, str]  # bandit's test and the path from the root


def main(places: Sequence[str]) -> int:
    """0 = all that bandit finds has its reason; 1 = says what has none, or is not found any more."""
    done = subprocess.run(
        [sys.executable, "-m", "bandit", *WORDS, *(places or ["src/rekam"])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    for result in told["errors"]:
        print(f"{result['filename']}: bandit cannot read it: {result['reason']}")
    wrong = differences(found(told["results"]), excused())
    for sentence in wrong:
        print(sentence)
    return 1 if wrong or told["errors"] else 0


def found(results: Sequence[Mapping[str, object]]) -> Counter[Finding]:
    """How often each test complains of each file."""
    return Counter((str(one["test_id"]), str(one["filename"])) for one in results)


def rows() -> Sequence[Mapping[str, str]]:
    """The table of exceptions."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def excused() -> Counter[Finding]:
    """How often each test may complain of each file."""
    return Counter({(row["test"], row["path"]): int(row["count"]) for row in rows()})


def differences(complaints: Counter[Finding], excuses: Counter[Finding]) -> list[str]:
    """What is found and not excused, and what is excused and not found."""
    return [
        f"{path}: {test} is found {complaints[test, path]} times, the table excuses {excuses[test, path]}"
        for test, path in sorted(complaints | excuses)
        if complaints[test, path] != excuses[test, path]
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
