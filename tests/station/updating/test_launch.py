"""The launcher with tiny versions: what it starts, and when it goes back by itself."""

import json
from pathlib import Path

import pytest

from rekam.station.updating import launch

FOUND = "import json, os, pathlib, sys\nprogram = pathlib.Path(os.environ['REKAM_STATION_PROGRAM'])\n"
NOTE = "with (program / 'log').open('a') as log: log.write('{number} ')\n"
PROVE = (
    "slots = json.loads((program / 'slots.json').read_text())\n"
    "slots['state'] = 'proved'\n(program / 'slots.json').write_text(json.dumps(slots))\n"
)


def laid(program: Path, number: int, *, code: str) -> None:
    package = program / "versions" / str(number) / "tree" / "rekam"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(FOUND + NOTE.format(number=number) + code)


@pytest.mark.parametrize(
    ("code", "log", "current", "failed"),
    [
        pytest.param(PROVE, "2 ", 2, [], id="it works"),
        pytest.param("sys.exit(1)", "2 1 ", 1, [2], id="it ends with a failure"),
        pytest.param("no such name", "1 ", 1, [2], id="it cannot even be read"),
        pytest.param("import time; time.sleep(60)", "2 1 ", 1, [2], id="it hangs"),
        pytest.param("sys.exit(73)", "2 ", 2, [], id="another station runs: no fault of the version"),
    ],
)
def test_a_version_on_trial(tmp_path: Path, code: str, log: str, current: int, failed: list[int]) -> None:
    laid(tmp_path, 1, code="")
    laid(tmp_path, 2, code=code)
    on_trial = {"current": 2, "before": 1, "highest": 2, "state": "trial", "starts": 0, "failed": []}
    launch.write(tmp_path, on_trial)

    launch.main([], program=tmp_path, seconds=0.5 if "sleep" in code else 20.0)

    slots = json.loads((tmp_path / "slots.json").read_text())
    assert (tmp_path / "log").read_text() == log
    assert (slots["current"], slots["failed"]) == (current, failed)


def test_a_laptop_that_loses_its_power_during_each_trial_goes_back(tmp_path: Path) -> None:
    on_trial = {"current": 2, "before": 1, "highest": 2, "state": "trial", "starts": 0, "failed": []}
    launch.write(tmp_path, on_trial)

    assert [launch.choose(tmp_path)["current"] for _ in range(4)] == [2, 2, 1, 1]


def test_it_imports_nothing_of_ours() -> None:
    lines = Path(launch.__file__).read_text().splitlines()

    assert not [line for line in lines if line.startswith(("import rekam", "from rekam"))]
    assert len(lines) < 140
