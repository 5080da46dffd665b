"""Changes to accounts: the room's door."""

from rekam.accounts.deputies import end_deputy, give_deputy
from rekam.accounts.forgetting import forget_sessions, forget_sign_in_tries
from rekam.accounts.officers import (
    give_password,
    open_account,
    open_officer,
    post_officer,
    switch_account,
    unlock_account,
)
from rekam.accounts.offices import open_office
from rekam.accounts.passwords import OF_PASSWORDS, change_password, check_password_rule
from rekam.accounts.people import check_four_eyes
from rekam.accounts.resets import ask_reset, grant_reset
from rekam.accounts.residents.rules import Sort
from rekam.accounts.residents.services import count_stranger
from rekam.accounts.revoking import revoke_station_keys
from rekam.accounts.set_up import make_set_up_code
from rekam.accounts.station_keys import kept_verifier, log_in_at_station

__all__ = [
    "OF_PASSWORDS",
    "Sort",
    "ask_reset",
    "change_password",
    "check_four_eyes",
    "check_password_rule",
    "count_stranger",
    "end_deputy",
    "forget_sessions",
    "forget_sign_in_tries",
    "give_deputy",
    "give_password",
    "grant_reset",
    "kept_verifier",
    "log_in_at_station",
    "make_set_up_code",
    "open_account",
    "open_office",
    "open_officer",
    "post_officer",
    "revoke_station_keys",
    "switch_account",
    "unlock_account",
]
