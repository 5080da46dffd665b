"""The door to everything that changes applications."""

from rekam.applications.childcards.services import change_blanks, print_card, spoil_card
from rekam.applications.filing.services import (
    begin,
    fill_in,
    lapse,
    say_who,
    say_who_from_elsewhere,
    send,
    withdraw,
)
from rekam.applications.review.outside import open_door
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
    "change_blanks",
    "check",
    "enter_again",
    "fill_in",
    "finish",
    "hand_out",
    "judge",
    "lapse",
    "open_door",
    "pause",
    "print_card",
    "reject",
    "resume",
    "say_who",
    "say_who_from_elsewhere",
    "see_originals",
    "send",
    "send_back",
    "spoil_card",
    "take_back",
    "take_in",
    "withdraw",
]
