"""Where the simulated device takes its images from: drawn bodies, or a folder of real ones."""

from dataclasses import dataclass
from typing import Protocol

from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.simulation.bodies import body
from rekam.simulation.device_state import Lying
from rekam.simulation.faces import grey
from rekam.simulation.fields import Picture


@dataclass(frozen=True, eq=False)
class DeviceImage:
    """What the engine sees, and for a face the picture in colour (BGR) where there is one."""

    sample: Sample
    colour: Picture | None = None


class ImageSource(Protocol):
    """Gives the image of one position of whoever lies on the device."""

    def positions(self, *, lying: Lying) -> tuple[Position, ...]:
        """The parts of that person that can be captured."""
        ...

    def find_image(self, *, lying: Lying, position: Position) -> DeviceImage | None:
        """The image, or None where that person has no such part."""
        ...


@dataclass(frozen=True)
class DrawnBodies:
    """Bodies drawn from the person's number as seed."""

    def positions(self, *, lying: Lying) -> tuple[Position, ...]:
        """Every position but those that are said to be missing."""
        return tuple(position for position in Position if position not in lying.missing)

    def find_image(self, *, lying: Lying, position: Position) -> DeviceImage | None:
        """The drawn image, or None for a missing part."""
        if position in lying.missing:
            return None
        drawn = body(lying.person)
        if position is not Position.FACE:
            return DeviceImage(drawn.sample(position, impression=lying.impression))
        colour = drawn.portrait(impression=lying.impression, backdrop=lying.backdrop, flaw=lying.flaw)
        return DeviceImage(Sample(position=position, pixels=grey(colour)), colour)
