"""A real ext4 on a loop device, and its image at a moment when the power goes.

What the kernel has not written to the device is not in the image, as after a real cut. That a drive's own
cache loses writes is simulated elsewhere (power.py).
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

MEGABYTES = 32


class NotHere(Exception):
    """This machine has no root, no loop device or no tools for it; the message says which."""


@contextmanager
def ext4(image: Path, *, megabytes: int = MEGABYTES) -> Iterator[tuple[Path, str]]:
    """Make an ext4 in a file and mount it: its folder and its device's name. Raises NotHere.

    No block is kept for root, who runs these tests: a full disk is full for everybody.
    """
    with image.open("wb") as file:
        file.truncate(megabytes * 2**20)
    run("mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=4", str(image))
    with mounted(image) as found:
        yield found


@contextmanager
def mounted(image: Path) -> Iterator[tuple[Path, str]]:
    """Mount an image; the kernel replays its journal, as after a cut. Raises NotHere."""
    device = run("losetup", "--find", "--show", str(image)).strip()
    folder = image.with_suffix(".mounted")
    folder.mkdir()
    try:
        run("mount", "-t", "ext4", device, str(folder))
        try:
            yield folder, Path(device).name
        finally:
            run("umount", str(folder))
    finally:
        run("losetup", "--detach", device)
        folder.rmdir()


@contextmanager
def cuttable(image: Path, *, megabytes: int = MEGABYTES) -> Iterator[tuple[Path, Callable[[], None]]]:
    """An ext4's folder, and the end of its power: what was not written is gone; it is mounted there again.

    Nothing may be open on it then. Raises NotHere.
    """
    with ExitStack() as stack:
        folder, device = stack.enter_context(ext4(image, megabytes=megabytes))

        def cut() -> None:
            nonlocal device
            left = image_of(image, device=device, into=image.with_suffix(".left"))
            stack.close()
            left.replace(image)
            _, device = stack.enter_context(mounted(image))

        yield folder, cut


def flush_disk(disk: Path) -> None:
    """`os.sync` for one disk alone: others of this machine may be busy."""
    handle = os.open(disk, os.O_RDONLY)
    try:
        ctypes.CDLL(None).syncfs(handle)
    finally:
        os.close(handle)


def image_of(image: Path, *, device: str, into: Path) -> Path:
    """Copy what the device holds now, again until nothing was written to it meanwhile."""
    while True:
        before = _written(device)
        run("cp", "--sparse=always", str(image), str(into))
        if before == _written(device):
            return into


def _written(device: str) -> tuple[str, ...]:
    """How many writes the device finished and has begun (Documentation/block/stat.rst)."""
    figures = Path(f"/sys/block/{device}/stat").read_text().split()
    return figures[4], figures[6], figures[8]


def run(*words: str) -> str:
    """What a tool prints. Raises NotHere."""
    if not shutil.which(words[0]):
        raise NotHere(f"no {words[0]}")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotHere(f"{words[0]}: {done.stderr.strip()}")
    return done.stdout
