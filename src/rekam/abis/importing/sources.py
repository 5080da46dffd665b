"""Where people come from: folders of files, or a manifest. One person after the other; only one is held."""

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Final

from rekam.abis.importing.rules import MOST_FILE_BYTES, MOST_FILES, MOST_PERSON_BYTES, position_named
from rekam.abis.importing.why import Refused
from rekam.kernel.errors import RuleBroken

COLUMNS: Final = ("reference", "position", "file")
MANIFEST: Final = ".csv"
LONGEST_HEAD: Final = 1_000


@dataclass(frozen=True)
class File:
    """A file of a person.

    root  the folder of the import, out of which no file may lead
    said  the position by its name or the manifest, "" = the record says it
    """

    path: Path
    root: Path
    said: str = ""

    @property
    def name(self) -> str:
        """As the report names it."""
        return os.path.relpath(self.path, self.root)


@dataclass(frozen=True)
class Person:
    """A reference and its files; one more than MOST_FILES where there are too many."""

    reference: str
    files: tuple[File, ...]


def people_of(paths: Sequence[Path]) -> Iterator[Person]:
    """The people of folders and manifests, in the order in which the disk or the manifest has them.

    In a folder each folder is a person, named by it, and so is each file by itself, named without its ending.
    Raises RuleBroken("import_nothing_found" | "import_manifest_columns" | "import_manifest_line").
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.suffix.lower() == MANIFEST and path.is_file():
            yield from _in_manifest(path)
        else:
            raise RuleBroken("import_nothing_found", path=str(path))


def count_people(paths: Sequence[Path]) -> int:
    """How many people there are. Raises as `people_of`."""
    return sum(1 for _ in people_of(paths))


def contents(person: Person) -> tuple[bytes, ...]:
    """The bytes of each file, in order.

    Raises Refused("no_files" | "too_many_files" | "too_large" | "file_outside" | "file_missing").
    """
    if not person.files:
        raise Refused("no_files")
    if len(person.files) > MOST_FILES:
        raise Refused("too_many_files")
    found: list[bytes] = []
    for file in person.files:
        found.append(_content(file))
        if sum(map(len, found)) > MOST_PERSON_BYTES:
            raise Refused("too_large")
    return tuple(found)


def _content(file: File) -> bytes:
    try:
        there = file.path.resolve(strict=True)
        if file.path.is_symlink() or not there.is_relative_to(file.root.resolve()):
            raise Refused("file_outside")
        if not there.is_file():  # a pipe or a device would never end
            raise Refused("file_missing")
        with there.open("rb") as opened:
            data = opened.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Refused("file_missing") from error
    if len(data) > MOST_FILE_BYTES:
        raise Refused("too_large")
    return data


def _in_folder(root: Path) -> Iterator[Person]:
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield Person(entry.name, _files(path, root=root))
            elif path.suffix.lower() != MANIFEST:
                yield Person(path.stem, (File(path, root),))


def _files(folder: Path, *, root: Path) -> tuple[File, ...]:
    with os.scandir(folder) as entries:
        seen = (entry.name for entry in entries if not entry.name.startswith("."))
        names = sorted(islice(seen, MOST_FILES + 1))
    paths = [folder / name for name in names]
    return tuple(File(path, root, path.stem if position_named(path.stem) else "") for path in paths)


def _in_manifest(manifest: Path) -> Iterator[Person]:
    """Lines of one reference that follow each other are a person."""
    root = manifest.parent
    for reference, of_one in groupby(_lines(manifest), key=lambda line: line[0].strip()):
        yield Person(reference, tuple(_listed(line, root=root) for line in islice(of_one, MOST_FILES + 1)))


def _lines(manifest: Path) -> Iterator[list[str]]:
    with manifest.open(newline="", encoding="utf-8-sig", errors="replace") as opened:
        head = opened.readline(LONGEST_HEAD)
        separator = ";" if head.count(";") > head.count(",") else ","
        lines = csv.reader(opened, delimiter=separator)
        try:
            columns = [cell.strip().lower() for cell in next(csv.reader([head], delimiter=separator), [])]
            if tuple(columns[: len(COLUMNS)]) != COLUMNS:
                raise RuleBroken("import_manifest_columns", columns=", ".join(COLUMNS))
            yield from (line for line in lines if any(line))
        except csv.Error as error:
            raise RuleBroken("import_manifest_line", line=lines.line_num + 1) from error


def _listed(line: list[str], *, root: Path) -> File:
    """A line without its columns names a file that is not there, and is refused as such."""
    said, name = (*line[1:3], "", "")[:2]
    return File(root / name.strip(), root, said.strip())
