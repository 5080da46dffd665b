"""Blanks, print orders, the card's front, hand-over.

Owns the ledger of blanks and the orders that use them. Words: a *blank* (keping) is a card body known by
its chip's UID; an *order* is one card for one record; an *attempt* is one blank in the printer for it; a
*site* is a place with a safe, named by its area code. Door: `services`, `queries`, `rules`, `refusals`.
"""
