"""A kill or a power cut at any moment leaves a gallery as it was before a change, or as it is after it."""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.abis.engine.bodies import person
from tests.abis.engine.cuts import Cut, Folder, Left

from rekam.abis.engine.gallery import Gallery

ANI, BUDI, CITRA, DEWI = (uuid.UUID(int=k) for k in (1, 2, 3, 4))
CHANGES: dict[str, Callable[[Gallery], object]] = {
    "append": lambda gallery: gallery.append(CITRA, person(3, fingers=1, eyes=False)),
    "remove": lambda gallery: gallery.remove([ANI]),
    "renew": lambda gallery: gallery.renew(BUDI, new=CITRA),
    "compact": lambda gallery: gallery.compact(),
}
Held = dict[uuid.UUID, dict[str, bytes]]


def held(gallery: Gallery) -> Held:
    return {
        one: {part: row.tobytes() for part, row in gallery.template_rows(one).items()}
        for one in gallery.subjects
    }


def moments(done: list[str]) -> list[int]:
    """Each moment about the manifest and the folder; of the columns, which are all alike, some."""
    weighty = [k for k, name in enumerate(done) if not name.endswith(".rows")]
    return sorted({*range(0, len(done), 7), *weighty, *(k + 1 for k in weighty), len(done)})


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("start")
    gallery = Gallery.create(path)
    gallery.append_many((one, person(one.int, fingers=1, eyes=False)) for one in (ANI, BUDI, DEWI))
    gallery.remove([DEWI])
    return path


@pytest.mark.parametrize("change", CHANGES)
def test_a_cut_at_any_moment_leaves_the_old_or_the_new_state(
    change: str, start: Path, tmp_path: Path
) -> None:
    whole = shutil.copytree(start, tmp_path / "whole")
    gallery, uncut = Gallery.open(whole), Folder(whole, after=1_000)
    with uncut.watched():
        CHANGES[change](gallery)
    states = [held(Gallery.open(start)), held(Gallery.open(whole))]
    seen = []
    for moment in moments(uncut.done):
        path = shutil.copytree(start, tmp_path / str(moment))
        folder = Folder(path, after=moment)
        gallery = Gallery.open(path)
        with folder.watched():
            try:
                CHANGES[change](gallery)
                acknowledged = True
            except Cut:
                acknowledged = False
        for left in tuple(Left) if acknowledged else (list(Left)[moment % 3], Left.FLUSHED):
            after = Gallery.open(folder.after_cut(left=left, into=tmp_path / f"{moment}-{left}-{len(seen)}"))
            assert held(after) in (states[1:] if acknowledged else states)
            seen.append(len(held(after)))
        if moment % 8 == 0:
            after.append(CITRA if CITRA not in after else DEWI, person(4, fingers=1, eyes=False))
            after.compact()
            assert len(after.subjects) == seen[-1] + 1
    assert acknowledged
    assert set(seen) == {len(state) for state in states}
