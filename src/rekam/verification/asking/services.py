"""Answering a question: reserve and read in one short transaction, answer and record in a second one."""

from datetime import datetime

from rekam.verification.asking.rules import Answer, Question
from rekam.verification.partners.models import Partner


def ask(partner: Partner, question: Question, *, now: datetime) -> Answer:
    """Answer a question of an institution; the same shape, work and time whatever the no is for.

    partner   as it was just read (partners.queries.find_partner)
    Call it outside a transaction: inside one its two transactions are parts of it, and the count is undone
    with it.
    Raises RuleBroken("partner_not_active" | "contract_ended" | "grant_ended" | "quota_used_up" |
    "nik_asked_too_often") and what `asking.rules.check_question` raises; nothing is looked at before.
    """
    raise NotImplementedError
