"""What reads fingers on this laptop: which extractor, and whether it has its network."""

from rekam.abis.engine.extract.networks import LEADER, weights
from rekam.abis.engine.extractor import Extractor
from rekam.abis.finger_extractor import finger_extractor
from rekam.kernel.errors import RuleBroken
from rekam.station.doctor.findings import Finding, Level


def check_fingers() -> Finding:
    """The extractor of the settings; without its network no finger can be recorded."""
    try:
        extractor = finger_extractor()
        if extractor is Extractor.LEADER:
            weights(LEADER)
    except RuleBroken as broken:
        return Finding(check="fingers", code=broken.code, level=Level.WRONG)
    return Finding(check="fingers", code="extractor_sound", facts={"extractor": str(extractor)})
