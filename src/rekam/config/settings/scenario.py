"""A scenario of the demo: counts of a day gone by, without people."""

from rekam.config.settings.demo import *  # noqa: F403
from rekam.simulation.banten_2017 import FIRST_MONDAY, PROVINCE

REKAM_SCENARIO = "banten-2017"
REKAM_DEMO_DAY = FIRST_MONDAY.isoformat()
REKAM_OFFICE_AREA = PROVINCE
