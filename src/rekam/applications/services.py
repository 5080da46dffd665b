"""The door to everything that changes applications."""

from rekam.applications.filing.services import (
    begin,
    fill_in,
    lapse,
    say_who,
    say_who_from_elsewhere,
    send,
    withdraw,
)
from rekam.applications.review.services import (
    approve,
    ask_for_more,
    check,
    enter_again,
    finish,
    hand_out,
    pause,
    reject,
    resume,
    see_originals,
    send_back,
)
from rekam.applications.uploads.services import judge, take_back, take_in

__all__ = [
    "approve",
    "ask_for_more",
    "begin",
    "check",
    "enter_again",
    "fill_in",
    "finish",
    "hand_out",
    "judge",
    "lapse",
    "pause",
    "reject",
    "resume",
    "say_who",
    "say_who_from_elsewhere",
    "see_originals",
    "send",
    "send_back",
    "take_back",
    "take_in",
    "withdraw",
]
