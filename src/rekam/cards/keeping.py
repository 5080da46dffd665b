"""How long this room keeps what (kernel.keeping)."""

from rekam.cards.blanks.destruction import forgetting as minutes
from rekam.cards.counter import forgetting as counter
from rekam.cards.orders import forgetting as orders
from rekam.kernel.keeping import Keeping

LINES = (
    Keeping(
        what="what stood in the place of the holder's match: photograph, officer's words, witnesses' names",
        reason="who disputes the hand-over must find who saw it, and so must the audit of the year after "
        "(two years are our own measure)",
        months=24,
        since="the card was handed over, or its order closed",
        remains="the coded cause, who asked, who confirmed, and when; the order",
        kind="waivers",
        forget=lambda before, _at, dry: counter.forget_waivers(before=before, dry_run=dry),
        vault=("waiver",),
        fields=("cards.Waiver.photo", "cards.Waiver.reason", "cards.Waiver.witnesses"),
    ),
    Keeping(
        what="photographed letters of holders who sent a relative for their card",
        reason="who disputes the hand-over must find the letter (two years are our own measure)",
        months=24,
        since="the card was handed over",
        remains="the coded reason, which relative collected, the officer, and when",
        kind="family_letters",
        forget=lambda before, _at, dry: counter.forget_letters(before=before, dry_run=dry),
        vault=("waiver",),
        fields=("cards.Waiver.photo", "cards.Waiver.reason"),
    ),
    Keeping(
        what="scans at an order for a replacement: the police's letter of loss, a stay permit",
        reason="the audit of the year after compares them with the blanks that were used (two years are our "
        "own measure)",
        months=24,
        since="the card was handed over, or its order refused",
        remains="number, day and office of the police's letter; cause, serial of the old card, who took it "
        "in; a scan that an entry of the register has too",
        kind="reprint_scans",
        forget=lambda before, _at, dry: orders.forget_scans(before=before, dry_run=dry),
        vault=("document",),
        fields=("cards.Reprint.papers",),
    ),
    Keeping(
        what="papers of minutes of destruction that were put aside, nothing having been burned",
        reason="a name is looked up while the right paper is made; the cards stand in another one",
        months=3,
        since="the paper was put aside",
        remains="number, day, count, serials, who made it and who put it aside",
        kind="dropped_minutes",
        forget=lambda before, _at, dry: minutes.forget_dropped(before=before, dry_run=dry),
        vault=("minutes",),
        fields=("cards.Destruction.paper",),
    ),
    Keeping(
        what="minutes of cards that were destroyed, with their holders' names",
        reason="SE Mendagri 470.13/11176/SJ has each card named; they prove what became of state property",
        not_yet="kept as an archive of the office",
        vault=("minutes",),
        fields=("cards.Destruction.paper",),
    ),
    Keeping(
        what="letters in place of a card (suket)",
        reason="letters are numbered and an old one must be known as withdrawn; the paper is drawn anew from "
        "the register and never kept",
        not_yet="kept with the register",
    ),
    Keeping(
        what="orders, cards, blanks, and the lists of packs",
        reason="each blank of the state is accounted for by what became of it",
        not_yet="kept for ever",
        fields=("cards.FieldAct.counted",),
    ),
)
