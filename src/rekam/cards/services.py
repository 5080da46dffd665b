"""The door to everything that changes blanks, print orders and cards."""

from rekam.cards.allocation.loans import answer_loan, propose_loan, send_for_loan
from rekam.cards.allocation.requesting import note_allotment, note_collection, note_delivery, request_blanks
from rekam.cards.allocation.services import decide_order, propose_order, share_blanks
from rekam.cards.blanks.boxes.services import count_out
from rekam.cards.blanks.counts.services import confirm_count, count_safe_by_number, count_safe_by_serials
from rekam.cards.blanks.destruction.services import confirm_destruction, drop_minutes, prepare_minutes
from rekam.cards.blanks.losses.services import (
    answer_alarm,
    confirm_blank_found,
    report_blank_found,
    report_loss,
)
from rekam.cards.blanks.seconds.services import confirm_act, drop_act, write_custody, write_short_box
from rekam.cards.blanks.services import receive_delivery, spoil_blank
from rekam.cards.blanks.shipments.services import (
    receive_shipment,
    refuse_shipment,
    send_blanks,
    take_back_shipment,
)
from rekam.cards.counter.exceptions import Plea, ask_exception, confirm_exception, refuse_exception
from rekam.cards.counter.family import Letter, hand_over_to_family
from rekam.cards.counter.reminding import remind
from rekam.cards.counter.services import Comparison, hand_over
from rekam.cards.orders.foreigners import name_country
from rekam.cards.orders.lost import print_anew
from rekam.cards.orders.old_cards import take_back_card
from rekam.cards.orders.reprints import attach as attach_papers
from rekam.cards.orders.reprints import order_with_photograph, report_found, request_reprint
from rekam.cards.orders.services import (
    approve_print,
    confirm_print,
    refuse_print,
    request_print,
    request_reprint_away,
    spoil_print,
    start_print,
)
from rekam.cards.orders.steps import ORDER_MOVED
from rekam.cards.packs.arriving import answer_case
from rekam.cards.packs.returning import close_pack
from rekam.cards.packs.returning import take_back as take_back_pack_cards
from rekam.cards.packs.services import give_parcel, prepare_pack
from rekam.cards.suket.services import issue as issue_suket
from rekam.cards.suket.services import replace as replace_suket
from rekam.cards.suket.services import withdraw as withdraw_suket

__all__ = [
    "ORDER_MOVED",
    "Comparison",
    "Letter",
    "Plea",
    "answer_alarm",
    "answer_case",
    "answer_loan",
    "approve_print",
    "ask_exception",
    "attach_papers",
    "close_pack",
    "confirm_act",
    "confirm_blank_found",
    "confirm_count",
    "confirm_destruction",
    "confirm_exception",
    "confirm_print",
    "count_out",
    "count_safe_by_number",
    "count_safe_by_serials",
    "decide_order",
    "drop_act",
    "drop_minutes",
    "give_parcel",
    "hand_over",
    "hand_over_to_family",
    "issue_suket",
    "name_country",
    "note_allotment",
    "note_collection",
    "note_delivery",
    "order_with_photograph",
    "prepare_minutes",
    "prepare_pack",
    "print_anew",
    "propose_loan",
    "propose_order",
    "receive_delivery",
    "receive_shipment",
    "refuse_exception",
    "refuse_print",
    "refuse_shipment",
    "remind",
    "replace_suket",
    "report_blank_found",
    "report_found",
    "report_loss",
    "request_blanks",
    "request_print",
    "request_reprint",
    "request_reprint_away",
    "send_blanks",
    "send_for_loan",
    "share_blanks",
    "spoil_blank",
    "spoil_print",
    "start_print",
    "take_back_card",
    "take_back_pack_cards",
    "take_back_shipment",
    "withdraw_suket",
    "write_custody",
    "write_short_box",
]
