"""Every command and web process starts with all apps: none may bring a compiler or a language package."""

import subprocess
import sys

HEAVY = {"numba", "cv2", "scipy", "ortools", "lokal"}
START = "import django, sys; django.setup(); print(*sys.modules)"


def test_all_apps_start_without_what_takes_long() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)

    assert "rekam" in done.stdout
    assert not HEAVY & set(done.stdout.split())
