"""Every tuning value of iris extraction, with its range and its reason.

Lengths are shares of the image or of the eye found in it, never pixels of one sensor. Tones are grey levels
0 to 255 after `tones.evened` has spread them.
"""

from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True)
class IrisParameters:
    """What an eye's rings are found by, what of the iris is used, and how it becomes bits.

    Looking at the image
    working_side      shorter side (pixels, 120 to 480) at which rings are looked for: an iris is still 50
                      pixels wide there, and larger images cost time without gain
    dark_middle       a middle tone below this share (0.2 to 0.8) of the range is brightened: dark eyes of
                      low contrast get the same steps as others
    highlight_rise    tones (10 to 200) by which a reflection stands above what is around it
    highlight_tone    share (0 to 1) of the image that a reflection is brighter than
    highlight_size    largest reflection, share of the image (0.0005 to 0.05); larger ones are skin

    The rings
    pupil_smallest, pupil_largest    radius, share of the shorter side (0.01 to 0.5)
    limbus_smallest, limbus_largest  the same for the outer ring (0.05 to 0.9): from an eye far away to one
                      that fills the frame
    least_dilation, most_dilation    pupil over iris radius (0.05 to 0.9): drops and darkness reach 0.7
    pupil_ceiling, limbus_ceiling, curve_ceiling  tones (10 to 255) beyond which a rise across a pupil's
                      circle, a limbus or a pupil's curve is not believed more: a highlight is no ring
    above, below      the part of a limbus that is looked at, radians (0.1 to 1.2) from the horizontal upwards
                      and downwards: lids rarely cover it, and the upper one comes further
    candidates        dark round spots that are looked at closely (1 to 50): brows and lashes are some
    rival             a second dark spot is tried with a limbus of its own from this share (0.05 to 1) of the
                      best one's likeliness: round gaps between lashes
    rivals            spots (1 to 10) about which a limbus is looked for, at most
    limbus_length     how much a longer ring counts beside a sharper one (0 to 2): a collarette is as sharp
                      as a limbus but shorter
    usual_dilation, dilation_spread  the pupil's usual share of the iris (0.2 to 0.7), and the spread of its
                      logarithm (0.1 to 5): tells a limbus from a collarette and from an eye's corners
    pupil_step, limbus_step  least rise of tone across a ring (0.1 to 60) that is believed to be one
    pupil_reach, limbus_reach  how far (0.02 to 0.4) the smooth curve may leave the circle, in its radii:
                      more follows lashes
    pull_x, pull_y    how strongly (0 to 5) the limbus's centre is held at the pupil's: its sides, which are
                      all that lids leave, fix it well across and badly up and down
    stiffness         tones (0 to 10) that an edge must gain to change its radius by a pixel from one angle to
                      the next: lashes jump, edges do not
    smooth            how strongly (0 to 5) harmonics, and the pupil's centre, are held small
    pupil_orders, limbus_orders  harmonics of the curve (0 to 8): pupils are oval, and more follows
                      lashes; of the limbus too little is seen to fit more than its centre

    What is iris
    least_spread      spread (1 to 30) of an iris's tones that is reckoned with at least: an even iris is not
                      all lash
    lid_odd           spreads (0.5 to 6) from the iris's own tone from which a cell speaks for a lid
    lid_margin        share of the iris radius (0 to 0.2) left out beside a lid: its shadow and wet rim
    dark_odd, bright_odd, broad_odd  spreads (1 to 12) from which a cell is lash, reflection, or a broad patch
                      of either

    The code
    waves             centre of the filter, waves a turn (4 to 40): coarser ones are few bits, finer ones
                      blur away on a moving eye
    bandwidth         of the log-Gabor filter (0.2 to 0.9), sigma over centre: about two octaves at 0.5
    fragile           share (0 to 0.5) of the weakest parts left out: they flip from picture to picture
                      (Hollingsworth, Bowyer and Flynn, 2009)
    cell_usable       share (0.1 to 1) of a cell's pixels that must be iris
    least_usable      share (0.02 to 0.6) of the iris below which an image is refused

    The comparison
    typical_bits      bits in use (200 to 2,048) at which a distance is the plain share that differs; of fewer
                      bits it is made stricter (Daugman, 2007)
    least_bits        bits in use (50 to 1,000) below which two codes say nothing
    sift_bound        distance (0.3 to 0.5) over half of the bits and a third of the turns from which a search
                      passes a row by: an eye's own image comes nearer, most strangers do not
    exact_bound       distance (0.3 to 0.5) over all bits and three turns from which the other twelve are left
                      out

    The quality
    clear_limbus      rise of tone (1 to 60) from which a limbus is as clear as can be
    ragged_pupil      deviation (0.02 to 1) of a pupil's radius at which quality falls to a third
    """

    working_side: int = 240
    dark_middle: float = 0.5
    highlight_rise: float = 45.0
    highlight_tone: float = 0.8
    highlight_size: float = 0.004
    pupil_smallest: float = 0.035
    pupil_largest: float = 0.32
    limbus_smallest: float = 0.12
    limbus_largest: float = 0.62
    least_dilation: float = 0.167
    most_dilation: float = 0.714
    pupil_ceiling: float = 60.0
    limbus_ceiling: float = 45.0
    curve_ceiling: float = 120.0
    above: float = 0.3
    below: float = 0.65
    candidates: int = 14
    rival: float = 0.4
    rivals: int = 3
    limbus_length: float = 0.2
    usual_dilation: float = 0.4
    dilation_spread: float = 0.5
    pupil_step: float = 3.0
    limbus_step: float = 1.5
    pupil_reach: float = 0.12
    pupil_orders: int = 2
    limbus_reach: float = 0.12
    limbus_orders: int = 1
    stiffness: float = 1.2
    smooth: float = 0.02
    pull_x: float = 0.02
    pull_y: float = 0.1
    least_spread: float = 6.0
    lid_odd: float = 2.8
    lid_margin: float = 0.01
    dark_odd: float = 4.0
    bright_odd: float = 4.5
    broad_odd: float = 4.0
    waves: float = 11.0
    bandwidth: float = 0.5
    fragile: float = 0.2
    cell_usable: float = 0.6
    least_usable: float = 0.2
    typical_bits: float = 1_000.0
    least_bits: int = 200
    sift_bound: float = 0.4
    exact_bound: float = 0.39
    clear_limbus: float = 16.0
    ragged_pupil: float = 0.1

    def __post_init__(self) -> None:
        for field in fields(self):
            low, high = RANGES[field.name]
            value = getattr(self, field.name)
            if not low <= value <= high:
                raise ValueError(f"{field.name} must lie between {low} and {high}, not {value}")
        for smaller, larger in ORDERED:
            if getattr(self, smaller) >= getattr(self, larger):
                raise ValueError(f"{smaller} must be below {larger}")


ORDERED: Final = (
    ("pupil_smallest", "pupil_largest"),
    ("limbus_smallest", "limbus_largest"),
    ("least_dilation", "most_dilation"),
)
RANGES: Final = {
    "working_side": (120, 480),
    "dark_middle": (0.2, 0.8),
    "highlight_rise": (10, 200),
    "highlight_tone": (0, 1),
    "highlight_size": (0.0005, 0.05),
    "pupil_smallest": (0.01, 0.5),
    "pupil_largest": (0.01, 0.5),
    "limbus_smallest": (0.05, 0.9),
    "limbus_largest": (0.05, 0.9),
    "least_dilation": (0.05, 0.9),
    "most_dilation": (0.05, 0.9),
    "pupil_ceiling": (10, 255),
    "limbus_ceiling": (10, 255),
    "curve_ceiling": (10, 255),
    "above": (0.1, 1.2),
    "below": (0.1, 1.2),
    "candidates": (1, 50),
    "rivals": (1, 10),
    "limbus_length": (0, 2),
    "pupil_step": (0.1, 60),
    "limbus_step": (0.1, 60),
    "pupil_reach": (0.02, 0.4),
    "pupil_orders": (0, 8),
    "limbus_reach": (0.02, 0.4),
    "limbus_orders": (0, 8),
    "rival": (0.05, 1),
    "usual_dilation": (0.2, 0.7),
    "dilation_spread": (0.1, 5),
    "stiffness": (0, 10),
    "smooth": (0, 5),
    "pull_x": (0, 5),
    "pull_y": (0, 5),
    "least_spread": (1, 30),
    "lid_odd": (0.5, 6),
    "lid_margin": (0, 0.2),
    "dark_odd": (1, 12),
    "bright_odd": (1, 12),
    "broad_odd": (1, 12),
    "waves": (4, 40),
    "bandwidth": (0.2, 0.9),
    "fragile": (0, 0.5),
    "cell_usable": (0.1, 1),
    "least_usable": (0.02, 0.6),
    "typical_bits": (200, 2_048),
    "least_bits": (50, 1_000),
    "sift_bound": (0.3, 0.5),
    "exact_bound": (0.3, 0.5),
    "clear_limbus": (1, 60),
    "ragged_pupil": (0.02, 1),
}

IRIS: Final = IrisParameters()
