"""Processes of their own on a test's database: a data folder with keys and the way in."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.places import data_folder
from rekam.vault import officer_keys
from rekam.vault.keys import make_keys
from tests.enrolment import scene
from tests.faults.clerk import cheap, furnish, work_list
from tests.faults.counting import table
from tests.own_servers import point as point
from tests.own_servers import rekams_files as rekams_files

Seeds = Callable[[int], range]


class Told(Protocol):
    """Prints what was counted; `of` says of which case of the test."""

    def __call__(self, counted: object, *, of: str = "") -> None: ...


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> Seeds:
    """The seeds of a test: as many as it asks for, or as `--runs` says, from `--seed` on."""
    first, runs = request.config.getoption("--seed"), request.config.getoption("--runs")
    return lambda usual: range(first, first + (runs or usual))


@contextmanager
def quick_place() -> Iterator[Path]:
    """In memory where there is such a place: the disk is simulated, and flushing a real one takes time."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as made:
        yield Path(made)


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """A quick place of this test's own."""
    with quick_place() as made:
        yield made


@pytest.fixture
def stations(quick_folder: Path, cheap_passphrases: None) -> Callable[[], Path]:
    """A furnished station for each run."""
    furnished, numbers = furnish(quick_folder / "furnished", listed=work_list()), count()

    def made() -> Path:
        return Path(shutil.copytree(furnished, quick_folder / f"run-{next(numbers)}" / "station"))

    return made


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Told:
    """Print what was counted as a table (pytest -s)."""
    began, seed = time.monotonic(), int(request.config.getoption("--seed"))

    def tell(counted: object, *, of: str = "") -> None:
        name = f"{request.node.name} {of}".strip()
        print("", table(name, counted, seed=seed, seconds=time.monotonic() - began), sep="\n")

    return tell


@pytest.fixture
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Officers' keys without Argon2id."""
    monkeypatch.setattr(officer_keys, "_stretch", cheap)


@pytest.fixture
def server(own_database: str, tmp_path: Path) -> Iterator[Path]:
    """The data folder of a furnished server, which other processes can use too."""
    shutil.copy(data_folder() / "connections.json", tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAM_DATA", str(tmp_path))
        patch.setenv("REKAM_DATABASE", own_database)
        patch.setenv("DJANGO_SETTINGS_MODULE", "rekam.config.settings.test")
        patch.delenv("REKAM_VAULT", raising=False)
        patch.delenv("REKAM_VAULT_COPY", raising=False)
        make_keys()
        with scope(EVERYWHERE):
            scene.furnish()
        yield tmp_path
