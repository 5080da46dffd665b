"""The door to everything that changes blanks, print orders and cards."""

from rekam.cards.blanks.boxes.services import close_short_box, count_out
from rekam.cards.blanks.counts.services import confirm_count, count_safe_by_number, count_safe_by_serials
from rekam.cards.blanks.custody import check_in, check_out
from rekam.cards.blanks.destruction.services import confirm_destruction, drop_minutes, prepare_minutes
from rekam.cards.blanks.losses.services import answer_alarm, confirm_found, report_found, report_loss
from rekam.cards.blanks.services import receive_delivery, spoil_blank, take_back_card
from rekam.cards.blanks.shipments.services import (
    receive_shipment,
    refuse_shipment,
    send_blanks,
    take_back_shipment,
)
from rekam.cards.counter.services import (
    Comparison,
    ask_exception,
    confirm_exception,
    hand_over,
    refuse_exception,
)
from rekam.cards.orders.services import (
    approve_print,
    confirm_print,
    refuse_print,
    request_print,
    request_reprint_away,
    spoil_print,
    start_print,
)

__all__ = [
    "Comparison",
    "answer_alarm",
    "approve_print",
    "ask_exception",
    "check_in",
    "check_out",
    "close_short_box",
    "confirm_count",
    "confirm_destruction",
    "confirm_exception",
    "confirm_found",
    "confirm_print",
    "count_out",
    "count_safe_by_number",
    "count_safe_by_serials",
    "drop_minutes",
    "hand_over",
    "prepare_minutes",
    "receive_delivery",
    "receive_shipment",
    "refuse_exception",
    "refuse_print",
    "refuse_shipment",
    "report_found",
    "report_loss",
    "request_print",
    "request_reprint_away",
    "send_blanks",
    "spoil_blank",
    "spoil_print",
    "start_print",
    "take_back_card",
    "take_back_shipment",
]
