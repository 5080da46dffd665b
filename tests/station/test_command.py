"""`rekam station` starts, serves, stops, and says why it cannot start."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


def started(*words: str, data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rekam", "station", "--data", str(data), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_it_serves_its_door_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    process = started("--port", str(port), "--device-ports", "4599", data=tmp_path)
    assert process.stdout is not None
    line = process.stdout.readline()

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
        page = answer.read().decode()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert f"http://127.0.0.1:{port}" in line
    assert "Buka laptop" in page
    assert process.returncode == 0
    assert (tmp_path / "station.key").stat().st_mode & 0o777 == 0o600


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = started("--port", str(taken.getsockname()[1]), data=tmp_path)
        _, told = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "cannot be used" in told


def test_an_address_that_would_carry_a_passphrase_in_clear_is_told(tmp_path: Path) -> None:
    process = started("--server", "http://rekam.example.id", data=tmp_path)
    _, told = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "server_not_encrypted" in told
