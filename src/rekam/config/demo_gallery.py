"""The demo's synthetic bodies: made once in a process of their own while the register loads."""

import hashlib
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.finger_extractor import finger_extractor
from rekam.kernel.places import data_folder, private_folder

SEED = 4242
PACKAGE = Path(__file__).resolve().parents[1]
LOOK_EVERY_SECONDS = 0.2


class GalleryMaker:
    """Makes the gallery of synthetic bodies under a temporary name, renamed when it is whole."""

    def __init__(self, *, bodies: int) -> None:
        self.bodies = bodies
        self.kept = data_folder() / f"demo-gallery-{version_of(bodies)}"
        self._made = multiprocessing.Value("q", 0)
        self._process: multiprocessing.Process | None = None

    def start(self) -> None:
        """Begin, unless it was made before."""
        if not self.kept.exists():
            self._process = multiprocessing.Process(target=self._make, daemon=True)
            self._process.start()

    def place(self, *, told: Callable[[int], None]) -> None:
        """Wait until it is whole, hearing how many bodies are made, and copy it for this run."""
        while self._process is not None and self._process.is_alive():
            told(self._made.value)
            time.sleep(LOOK_EVERY_SECONDS)
        if not self.kept.exists():
            raise RuntimeError("making the synthetic bodies failed; what it said stands above")
        shutil.copytree(self.kept, data_folder() / "gallery", dirs_exist_ok=True)

    def _make(self) -> None:
        from rekam.config.demo_officers import kept_template

        building = private_folder(self.kept.with_name(f"building-gallery-{os.getpid()}"))
        Gallery.create(building).append_many(self._counted())
        for older in self.kept.parent.glob("demo-gallery-*"):
            shutil.rmtree(older)
        building.rename(self.kept)
        kept_template()

    def _counted(self) -> Iterator[tuple[UUID, PersonTemplate]]:
        from rekam.simulation.gallery import synthetic_templates

        for body in synthetic_templates(self.bodies, SEED, extractor=finger_extractor()):
            self._made.value += 1
            yield body


def version_of(bodies: int) -> str:
    """Twelve letters that change with what makes so many bodies' templates."""
    digest = hashlib.sha256(f"{SEED} {bodies} {finger_extractor()}".encode())
    for path in sorted([*PACKAGE.glob("simulation/gallery*.py"), *PACKAGE.glob("abis/engine/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
