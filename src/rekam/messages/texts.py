"""What a message is made of: its name, its texts in each language, and why it is sent. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.messages.rules import Kind


class Template(StrEnum):
    """The messages there are."""

    COLLECT_CARD = "collect_card"
    CALL_LIST = "call_list"
    COME_TOMORROW = "come_tomorrow"
    VISIT_TOMORROW = "visit_tomorrow"
    VISIT_MOVED = "visit_moved"
    VISIT_CALLED_OFF = "visit_called_off"
    BOOKING_TOMORROW = "booking_tomorrow"
    BOOKING_TODAY = "booking_today"
    BOOKING_OUTAGE = "booking_outage"
    BOOKING_AGAIN = "booking_again"
    COMPLAINT_MOVED = "complaint_moved"
    BREACH = "breach"
    APPLICATION_RECEIVED = "application_received"
    APPLICATION_ASKED = "application_asked"
    APPLICATION_APPROVED = "application_approved"
    APPLICATION_REJECTED = "application_rejected"
    APPLICATION_READY = "application_ready"
    APPLICATION_NOT_READY = "application_not_ready"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    APPLICATION_LAPSED = "application_lapsed"
    APPLICATION_ENDING = "application_ending"
    APPLICATION_WAITS = "application_waits"
    RECORDING_FOLLOWED = "recording_followed"
    RECORDING_CHECKED = "recording_checked"
    CARD_READY = "card_ready"
    COME_TO_OFFICE = "come_to_office"
    COME_AGAIN = "come_again"
    RECORDING_RESEMBLED = "recording_resembled"
    CARD_AT_17 = "card_at_17"
    CARD_ENDED = "card_ended"
    CARD_PAUSED = "card_paused"
    ACCOUNT_CODE = "account_code"
    ACCOUNT_KNOWN = "account_known"
    ACCOUNT_RECOVERED = "account_recovered"


@dataclass(frozen=True)
class Text:
    """A text in one language: short for telephones; subject and long for e-mail ("" = the short one)."""

    short: str
    subject: str = ""
    long: str = ""


@dataclass(frozen=True)
class Wording:
    """One version of a message in its languages.

    version  goes up with every change of words, so that the log tells what was read
    law      what obliges us to send it; "" where nothing does
    calls    whether it calls people up, so that the rule on children holds (addressee.check_message)
    """

    version: int
    kind: Kind
    texts: Mapping[str, Text]
    law: str = ""
    calls: bool = False
