"""Workers that kill themselves (SIGKILL, no goodbye), one after the other, each at its moment.

Each is a fork of this process, which loads everything once and never connects to the database; as soon as one
ends in another way, so does this process.
"""

import os
import signal
import sys

from rekam.kernel.commands import set_up

set_up()

from rekam.enrolment import comparing, pipeline, services  # noqa: E402
from rekam.vault import services as vault  # noqa: E402
from tests.faults.dying import Moments, die_at  # noqa: E402

MOMENTS: Moments = {
    "copying the packet": (vault, "copy", 1, False),
    "storing a sample": (vault, "keep", 3, False),
    "in the transaction of opening": (services, "move", 1, False),
    "after opening": (comparing, "extract_stage", 1, True),
    "after the template": (comparing, "_locked", 1, True),
    "in the transaction of extracting": (services, "move", 2, False),
    "after extracting": (comparing, "search_stage", 1, True),
    "after the search, before its decision": (comparing, "_decide", 1, True),
}


def die_in_a_stage_at(moment: str) -> None:
    """As `die_at`; the pipeline has its stages in a table besides."""
    counted = die_at(moment, moments=MOMENTS)
    stages = {"extract_stage": "extract", "search_stage": "search"}
    name = MOMENTS[moment][1]
    if name in stages:
        pipeline.STAGES = {**pipeline.STAGES, stages[name]: counted}  # type: ignore[dict-item]


for told in MOMENTS:
    worker = os.fork()
    if worker == 0:
        die_in_a_stage_at(told)
        pipeline.run_waiting()
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) != -signal.SIGKILL:
        sys.exit(f"did not die: {told}")
