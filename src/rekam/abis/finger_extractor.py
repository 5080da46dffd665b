"""Whose minutiae this installation keeps of fingers: the one place that reads the setting."""

import os
from typing import Final

from rekam.abis.engine.extractor import OURS, Extractor
from rekam.kernel.errors import RuleBroken

SETTING: Final = "REKAM_FINGER_EXTRACTOR"


def finger_extractor() -> Extractor:
    """LEADER, unless the setting says mindtct: for computers without LEADER's weights, or slow with it.

    Raises RuleBroken("extractor_unknown").
    """
    chosen = os.environ.get(SETTING) or Extractor.LEADER
    if chosen not in OURS:
        raise RuleBroken("extractor_unknown", extractor=chosen, known=", ".join(OURS))
    return Extractor(chosen)
