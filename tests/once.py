"""What a worker makes once for all its tests: answers that depend on what was asked alone."""

import hashlib
import subprocess
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from rekam.abis.engine.samples import Sample
from rekam.kernel import children
from rekam.kernel.places import data_folder


@pytest.fixture(scope="session", autouse=True)
def pictures_made_once() -> Iterator[None]:
    """The same bytes are made again by one process a run: what it answers depends on them alone.

    Only what went well is remembered, so hostile pictures and limits always meet the real process.
    """
    made: dict[tuple[object, ...], subprocess.CompletedProcess[bytes]] = {}

    def run(words: list[str], *, input: bytes, **limits: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: A002
        key = (*words, hashlib.sha256(input).digest(), *sorted(limits.items()))
        done = made.get(key) or subprocess.run(words, input=input, **limits)
        if done.returncode == 0:
            made[key] = done
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            children, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def bodies_read_once() -> Iterator[None]:
    """The same image gives the same template: tests of what comes afterwards draw the same few people.

    Only what went well is remembered; tests of extraction itself call it by its own door.
    """
    from rekam.abis.engine import enrol
    from rekam.station import judging

    with pytest.MonkeyPatch.context() as patch:
        for name in ("extract_finger", "extract_iris", "extract_face"):
            once = _remembering(getattr(enrol, name))
            patch.setattr(enrol, name, once)
            patch.setattr(judging, name, once)
        yield


def _remembering(extract: Callable[..., object]) -> Callable[..., object]:
    made: dict[tuple[object, ...], object] = {}

    def once(sample: Sample, **asked: object) -> object:
        if asked.get("recorder") is not None:
            return extract(sample, **asked)
        pixels = hashlib.sha256(sample.pixels.tobytes()).digest()
        key = (pixels, sample.pixels.shape, sample.position, sample.ppi, *sorted(map(str, asked.items())))
        if key not in made:
            made[key] = extract(sample, **asked)
        return made[key]

    return once


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Each test client builds its own middleware; the first one looks through the static files for all."""
    from rekam.web import static_files

    look, found = static_files.StaticFiles.add_files_from_finders, dict[str, object]()
    home = data_folder()  # of the run, whatever folder a single test works in

    def look_once(self: static_files.StaticFiles) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(static_files, "data_folder", lambda: home)
        patch.setattr(static_files.StaticFiles, "add_files_from_finders", look_once)
        yield
