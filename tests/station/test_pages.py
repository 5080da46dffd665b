"""The pages of the station, under the station's own settings: no database, so another process."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_pages_of_the_station() -> None:
    pages = Path(__file__).parent / "pages"
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(pages / "pytest.ini"), f"--confcutdir={pages}"]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "rekam.config.settings.station"}
    told = subprocess.run([*command, str(pages)], cwd=ROOT, env=env, capture_output=True, text=True)

    assert told.returncode == 0, told.stdout[-8_000:] + told.stderr[-2_000:]
