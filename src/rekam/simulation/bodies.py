"""Synthetic bodies: fingers, irises, a face and a signature that belong to nobody, drawn from a seed."""

from dataclasses import dataclass
from typing import Final

from rekam.abis.engine.positions import FINGER_CODES, IRIS_CODES, Position
from rekam.abis.engine.samples import Sample
from rekam.simulation.faces import BACKDROPS, FLAWS, cached_build, face_image, grey
from rekam.simulation.fields import Picture
from rekam.simulation.fingers import PPI, finger_image
from rekam.simulation.irises import iris_image
from rekam.simulation.signatures import signature_image

MAX_SEED: Final = 2**63 - 1


@dataclass(frozen=True)
class Body:
    """One drawn body. Another `impression` (0 and up) is another visit of the same body to the scanner."""

    seed: int

    @property
    def female(self) -> bool:
        """Whether the face is a woman's (49 of 100 seeds), so that a demo can choose a fitting seed."""
        return cached_build(self.seed).female

    def finger(self, position: Position, *, impression: int = 0) -> Sample:
        """One finger, 400 x 320 pixels at 500 ppi. Raises ValueError for a position that is no finger."""
        if not position.is_finger:
            raise ValueError(f"{position} is not a finger")
        code = FINGER_CODES[position]
        pixels = finger_image(seed=self.seed, finger=code, impression=impression)
        return Sample(position=position, pixels=pixels, ppi=PPI)

    def iris(self, position: Position, *, impression: int = 0) -> Sample:
        """One eye in near infrared, 240 x 320 pixels. Raises ValueError for a position that is no iris."""
        if not position.is_iris:
            raise ValueError(f"{position} is not an iris")
        pixels = iris_image(seed=self.seed, eye=IRIS_CODES[position], impression=impression)
        return Sample(position=position, pixels=pixels)

    def portrait(self, *, impression: int = 0, backdrop: str = "red", flaw: str = "") -> Picture:
        """The face in colour, BGR, 400 x 300 pixels.

        backdrop  "red" for odd and "blue" for even years of birth, "orange" for foreigners, as on the card
        flaw      what is wrong with the photograph on purpose, one of `faces.FLAWS`
        """
        if backdrop not in BACKDROPS:
            raise ValueError(f"backdrop must be one of {list(BACKDROPS)}, not {backdrop}")
        if flaw and flaw not in FLAWS:
            raise ValueError(f"flaw must be one of {FLAWS}, not {flaw}")
        return face_image(seed=self.seed, impression=impression, backdrop=backdrop, flaw=flaw)

    def face(self, *, impression: int = 0, backdrop: str = "red") -> Sample:
        """The portrait as the engine takes it, grey."""
        pixels = grey(self.portrait(impression=impression, backdrop=backdrop))
        return Sample(position=Position.FACE, pixels=pixels)

    def signature(self, *, impression: int = 0) -> Picture:
        """Pen strokes, dark on white, grey, 120 x 360 pixels; the engine knows no signatures."""
        return signature_image(seed=self.seed, impression=impression)

    def sample(self, position: Position, *, impression: int = 0, backdrop: str = "red") -> Sample:
        """The image of any position."""
        if position.is_finger:
            return self.finger(position, impression=impression)
        if position.is_iris:
            return self.iris(position, impression=impression)
        return self.face(impression=impression, backdrop=backdrop)


def body(seed: int) -> Body:
    """The body of a seed, 0 to MAX_SEED. Raises ValueError outside."""
    if not 0 <= seed <= MAX_SEED:
        raise ValueError(f"seed must lie between 0 and {MAX_SEED}, not {seed}")
    return Body(seed=seed)
