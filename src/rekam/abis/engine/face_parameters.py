"""Every tuning value of finding and judging a face, with its range and its reason.

None of them changes the embedding: that is the networks' own, and with them come the five points. What is
tuned is what they are shown and how fit a face is said to be.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class FaceParameters:
    """What the detector is shown, and what a good face is.

    Looking at the picture
    working_side   longer side (pixels, 160 to 1,280) at which a face is looked for: the detector was trained
                   near it, and a portrait has one large face
    border         repeated edge on each side (pixels, 0 to 200): a face that fills its picture is otherwise
                   not found

    The quality
    nose_depth     from the plane of eyes and mouth, in distances between the eyes (0.3 to 1.0): about 38 of
                   63 mm
    level          how far down from the eyes to the mouth the nose's tip is when the head is level (0.3 to
                   0.8): the median of ORL
    turned_away    degrees (20 to 90) from the front at which a pose is worth nothing
    good_width     pixels (40 to 400) across a face above which its size no longer limits its quality
    good_contrast  deviation (10 to 80) of the grey values of a well lit face
    good_sharpness deviation (2 to 40) of the Laplacian with `eyes_apart`; out of focus it falls under 4
    eyes_apart     pixels (30 to 200) between the eyes at which sharpness is measured, so that it is that of
                   the face and not of the picture's size
    """

    working_side: int = 320
    border: int = 40
    nose_depth: float = 0.6
    level: float = 0.57
    turned_away: float = 45.0
    good_width: float = 100.0
    good_contrast: float = 40.0
    good_sharpness: float = 8.0
    eyes_apart: int = 60

    def __post_init__(self) -> None:
        ranges = {
            "working_side": (160, 1_280),
            "border": (0, 200),
            "nose_depth": (0.3, 1.0),
            "level": (0.3, 0.8),
            "turned_away": (20, 90),
            "good_width": (40, 400),
            "good_contrast": (10, 80),
            "good_sharpness": (2, 40),
            "eyes_apart": (30, 200),
        }
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie between {low} and {high}, not {getattr(self, name)}")


FACE: Final = FaceParameters()
