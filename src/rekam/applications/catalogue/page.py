"""docs/reference/services.md: the catalogue and the table of steps, as Markdown."""

from django.utils import translation

from rekam.applications.catalogue import words
from rekam.applications.catalogue.rules import OFFERS, Offer
from rekam.applications.filing.steps import NEXT

HEAD = """# Services

What can be applied for, which papers each service requires, and by which law. Every service is free (UU
24/2013 Pasal 79A). Made from `applications/catalogue/rules.py`; a change of the law is a new row.

| service | requires | gives | register | by | since |
|---|---|---|---|---|---|"""

STEPS = """
## Steps of an application

Made from `applications/filing/steps.py`. `paused` and `resumed` move the clock alone.

| from | step | to |
|---|---|---|"""


def text() -> str:
    """The page."""
    with translation.override("en"):
        rows = [_row(offer) for offer in OFFERS]
    moves = [
        f"| {state.value} | {step.value} | {to.value} |"
        for state, following in NEXT.items()
        for step, to in following.items()
    ]
    return "\n".join([HEAD, *rows, STEPS, *moves, ""])


def _row(offer: Offer) -> str:
    papers = "; ".join(
        f"{words.DOCUMENTS[one.document]}" + (f" ({words.CONDITIONS[one.only_if]})" if one.only_if else "")
        for one in offer.requires
    )
    event = offer.event.value if offer.event else "–"
    by = f"{offer.source} ({offer.remark})" if offer.remark else offer.source
    until = f" to {offer.until}" if offer.until else ""
    return (
        f"| {words.SERVICES[offer.service]} (`{offer.service.value}`) | {papers} "
        f"| {words.PRODUCTS[offer.product]} | {event} | {by} | {offer.since}{until} |"
    )
