"""Whole persons put together from public sets of fingers, eyes and faces, to try the engine on real input.

A folder holds any number of finger sets (`FINGER_IMPRESSION.png`), eye sets (`PERSON/NN_L.png`, `NN_R.png`)
and face sets (`PERSON/N.png`), as png, bmp, tif, pgm or jpg. Their terms are for research: nothing of them
may be copied into the product.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from rekam.abis.engine.positions import FINGERS, Position
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken

KINDS: Final = "(?:png|bmp|tiff?|pgm|jpe?g)"
FINGER_FILE: Final = re.compile(rf"(\d+)_(\d+)\.{KINDS}", re.IGNORECASE)
EYE_FILE: Final = re.compile(rf"(\d+)_([LR])\.{KINDS}", re.IGNORECASE)
FACE_FILE: Final = re.compile(rf"(\d+)\.{KINDS}", re.IGNORECASE)
PPI: Final = 500

Files = Mapping[str, Sequence[Path]]


@dataclass(frozen=True)
class Chimera:
    """One person made of parts of several people: the files of each position, in the order of visits."""

    name: str
    parts: Mapping[Position, Sequence[Path]]

    def samples(self, visit: int) -> list[Sample]:
        """The images of one visit (0, 1, ...), one a position; positions with fewer images are absent.

        Raises RuleBroken("image_record_invalid") for a file that is no image.
        """
        taken = [(position, files[visit]) for position, files in self.parts.items() if visit < len(files)]
        return [read_sample(path, position=position) for position, path in taken]

    @property
    def visits(self) -> int:
        """How many visits every position has an image for."""
        return min(len(files) for files in self.parts.values())


def chimeras(directory: Path, *, whole: bool = True) -> list[Chimera]:
    """The persons that a folder of sets can make: as many as its smallest kind has, one finger of each set.

    whole  False: as many as there are eyes or fingers, the later ones without what has run out
    Fingers of several sets stand at different positions of one person. Raises RuleBroken("no_chimeras")
    when there is neither a finger set nor an eye set.
    """
    fingers, eyes, faces = finger_sets(directory), eye_sets(directory), face_sets(directory)
    kinds: list[Sequence[Mapping[Position, Sequence[Path]]]] = []
    if fingers:
        count = min(len(files) for files in fingers)
        rows = [list(files.values()) for files in fingers[: len(FINGERS)]]
        order = _positions(len(rows))
        kinds.append([{order[s]: row[k] for s, row in enumerate(rows)} for k in range(count)])
    if eyes:
        kinds.append(eyes)
    if not kinds:
        raise RuleBroken("no_chimeras", directory=str(directory))
    most = max(len(kind) for kind in kinds)
    if faces:
        kinds.append([{Position.FACE: files} for files in faces.values()])
    count = min(len(kind) for kind in kinds) if whole else most
    return [
        Chimera(name=f"chimera-{k:03d}", parts={p: f for kind in kinds for p, f in _nth(kind, k).items()})
        for k in range(count)
    ]


def _nth(kind: Sequence[Mapping[Position, Sequence[Path]]], k: int) -> Mapping[Position, Sequence[Path]]:
    return kind[k] if k < len(kind) else {}


def _positions(count: int) -> list[Position]:
    """Where the sets' fingers are put: index fingers and thumbs first, as an office would take them."""
    first = ["right_index", "left_index", "right_thumb", "left_thumb", "right_middle", "left_middle"]
    rest = [position for position in FINGERS if position not in first]
    return [*(Position(name) for name in first), *rest][:count]


def finger_sets(directory: Path) -> list[Files]:
    """The files of each finger of each set, by finger, in the order of their impressions."""
    return list(finger_sets_by_folder(directory).values())


def finger_sets_by_folder(directory: Path) -> dict[str, Files]:
    """The finger sets in a folder, or the folder itself where it is one, by name."""
    found = {folder.name: _grouped(folder) for folder in (directory, *_folders(directory))}
    return {name: files for name, files in found.items() if files}


def eye_sets(directory: Path) -> list[Mapping[Position, Sequence[Path]]]:
    """The eyes of each person of all eye sets: of those with both sides, or of all where no one has both."""
    people = [
        {Position.IRIS_LEFT if side == "L" else Position.IRIS_RIGHT: paths for side, paths in eyes.items()}
        for folder in (directory, *_folders(directory))
        for eyes in _people(folder, pattern=EYE_FILE).values()
    ]
    return [files for files in people if len(files) == 2] or list(people)


def eye_sets_by_folder(directory: Path) -> dict[str, Files]:
    """The eye sets in a folder, or the folder itself where it is one; in each, the files of each eye."""
    found: dict[str, Files] = {}
    for folder in (directory, *_folders(directory)):
        people = _people(folder, pattern=EYE_FILE)
        eyes = {f"{name}/{side}": paths for name, sides in people.items() for side, paths in sides.items()}
        if eyes:
            found[folder.name] = eyes
    return found


def face_sets(directory: Path) -> Files:
    """The files of each person of all face sets."""
    sets = face_sets_by_folder(directory)
    return {f"{name}/{person}": paths for name, people in sets.items() for person, paths in people.items()}


def face_sets_by_folder(directory: Path) -> dict[str, Files]:
    """The face sets in a folder, or the folder itself where it is one, by name."""
    found: dict[str, Files] = {}
    for folder in (directory, *_folders(directory)):
        people = _people(folder, pattern=FACE_FILE)
        faces = {name: paths for name, sides in people.items() for paths in sides.values()}
        if faces:
            found[folder.name] = faces
    return found


def _people(folder: Path, *, pattern: re.Pattern[str]) -> dict[str, dict[str, list[Path]]]:
    """Of each person's folder the files that fit, by side (the pattern's second group, where it has one)."""
    people = {}
    for person in _folders(folder):
        sides: dict[str, list[tuple[int, Path]]] = {}
        for path in person.iterdir():
            match = pattern.fullmatch(path.name)
            if match:
                side = match[2].upper() if pattern.groups == 2 else ""
                sides.setdefault(side, []).append((int(match[1]), path))
        if sides:
            people[person.name] = {
                side: [path for _, path in sorted(found)] for side, found in sorted(sides.items())
            }
    return people


def _in_order(numbered: list[tuple[int, Path]]) -> list[Path]:
    return [path for _, path in sorted(numbered)]


def read_sample(path: Path, *, position: Position) -> Sample:
    """The grey image of a file. Raises RuleBroken("image_record_invalid") and the codes of Sample."""
    try:
        with Image.open(path) as image:
            pixels = np.array(image.convert("L"), dtype=np.uint8)
    except (OSError, ValueError) as error:
        raise RuleBroken("image_record_invalid", path=path.name) from error
    return Sample(position=position, pixels=pixels, ppi=PPI if position.is_finger else None)


def _folders(directory: Path) -> list[Path]:
    return sorted(path for path in directory.iterdir() if path.is_dir())


def _grouped(folder: Path) -> Files:
    groups: dict[str, list[tuple[int, Path]]] = {}
    for path in folder.iterdir():
        match = FINGER_FILE.fullmatch(path.name)
        if match:
            groups.setdefault(match[1], []).append((int(match[2]), path))
    return {name: [path for _, path in sorted(files)] for name, files in sorted(groups.items())}
