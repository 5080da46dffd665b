"""Real images for the simulated device: the chimeric persons that a folder of research sets can make."""

from functools import lru_cache
from pathlib import Path

from rekam.abis.chimera import Chimera, chimeras, read_sample
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.simulation.device_images import DeviceImage
from rekam.simulation.device_state import Lying


class ImageFolder:
    """Person N is the N-th chimera of the folder, impression its visit; the images stay where they are.

    Such a person has only the positions for which the folder has sets: the control plane tells them.
    Raises RuleBroken("no_chimeras") for a folder without fingers and eyes.
    """

    def __init__(self, root: Path) -> None:
        self._people = chimeras(root)

    def positions(self, *, lying: Lying) -> tuple[Position, ...]:
        """The parts that can be captured, in the order of `Position`."""
        person = self._find(lying)
        if person is None:
            return ()
        held = {p for p, files in person.parts.items() if lying.impression < len(files)} - lying.missing
        return tuple(position for position in Position if position in held)

    def find_image(self, *, lying: Lying, position: Position) -> DeviceImage | None:
        """The image, or None where that visit has none. Raises RuleBroken("image_record_invalid")."""
        person = self._find(lying)
        if person is None or position not in self.positions(lying=lying):
            return None
        return DeviceImage(_read(person.parts[position][lying.impression], position))

    def _find(self, lying: Lying) -> Chimera | None:
        return self._people[lying.person] if lying.person < len(self._people) else None


@lru_cache(maxsize=64)
def _read(path: Path, position: Position) -> Sample:
    return read_sample(path, position=position)
