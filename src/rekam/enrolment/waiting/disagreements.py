"""Where the ladder may disagree with jobs, bodies, the register's copy and SIAK's list. Pure."""

from datetime import timedelta
from enum import StrEnum

from rekam.enrolment.rules import ATTENTION, OF_THE_CARD, Status


class Disagreement(StrEnum):
    """One kind of disagreement; each has its remedy in words.TOLD."""

    PACKET_WAITS = "packet_waits"
    NO_JOB = "no_job"
    JOB_FAILED = "job_failed"
    DEAD_LETTER = "dead_letter"
    NOT_TAKEN_ON = "not_taken_on"
    SEARCH_STUCK = "search_stuck"
    BODY_MISSING = "body_missing"
    CASE_MISSING = "case_missing"
    DECISION_WAITS = "decision_waits"
    REGISTER_BEHIND = "register_behind"
    REGISTER_AHEAD = "register_ahead"
    DOUBLE_SETTLED = "double_settled"
    NOT_IN_SIAK = "not_in_siak"
    SIAK_DOUBTS = "siak_doubts"
    SIAK_UNIQUE = "siak_unique"


# A repeat changes nothing, and nobody's identity is decided: done without asking.
MENDED = (
    Disagreement.PACKET_WAITS,
    Disagreement.NO_JOB,
    Disagreement.JOB_FAILED,
    Disagreement.NOT_TAKEN_ON,
    Disagreement.BODY_MISSING,
    Disagreement.SEARCH_STUCK,
    Disagreement.CASE_MISSING,
    Disagreement.DECISION_WAITS,
    Disagreement.REGISTER_BEHIND,
)
# The worker looks every 30 seconds for what waits; what is older than this was passed over.
PASSED_OVER = timedelta(hours=1)
# A list of statuses comes once a month at many offices; before that SIAK cannot know.
SIAK_KNOWS_AFTER = timedelta(days=31)

# Which stage the worker does for a recording at these; elsewhere nothing is to be done by itself.
STAGE_OF = {Status.PROCESSING: "extract", Status.SENT_FOR_DEDUP: "search"}
# Steps that one transaction goes through: nothing stays there unless it was brought back from a backup.
BETWEEN = (Status.BIO_CAPTURED, Status.SENT_FOR_ENROLLMENT, Status.RECEIVED_AT_CENTRAL)
# Whoever stands here was read: the engine must have a template.
READ = (
    Status.SENT_FOR_DEDUP,
    Status.SEARCH_FAILURE_AT_CENTRAL,
    Status.ADJUDICATE_RECORD,
    Status.DUPLICATE_RECORD,
    Status.PRINT_READY_RECORD,
    *OF_THE_CARD,
)
UNIQUE = (Status.PRINT_READY_RECORD, *OF_THE_CARD)
DOUBTED = (Status.ADJUDICATE_RECORD, Status.DUPLICATE_RECORD)
# What SIAK's list may say that an office has to act on: the exceptions, and the way to the centre.
IN_SIAK = (Status.SENT_FOR_ENROLLMENT, *ATTENTION)
