"""One printer's work: look, feed, take, and each step of a card asked for before it is done.

UPDATE ME: the diagram in docs/reference/printing.md shows what happens here.
"""

from contextlib import suppress

from rekam.cards.printing.adapters import Adapter, Trouble
from rekam.cards.printing.agent.link import Link, Refused
from rekam.cards.printing.messages import Do, Order, Say
from rekam.cards.printing.rules import Step

# Refusals after which this run has nothing to say any more.
LAST_WORDS = frozenset({"printer_run_over", "printer_unknown", "station_unknown", "station_signature_wrong"})


def turn(printer: Adapter, *, link: Link) -> bool:
    """One look and, if there is work, one blank; whether there was. Raises Refused with one of LAST_WORDS."""
    seen = printer.look()
    if link.ask(Say.LOOK, condition=seen.condition.value, ribbon=seen.ribbon).do is not Do.FEED:
        return False
    order = None
    try:
        order = link.ask(Say.TAKE, uid=printer.feed())
        if order.do is Do.CARD:
            personalise(printer, order=order, link=link)
        elif order.do is Do.REJECT:
            printer.reject()
        return order.do is not Do.WAIT
    except Trouble as trouble:
        link.ask(Say.TROUBLE, condition=trouble.code.value, card=order.card if order else None)
    except Refused as refused:
        if refused.code in LAST_WORDS:
            raise
        with suppress(Trouble):
            printer.reject()
    return False


def personalise(printer: Adapter, *, order: Order, link: Link) -> None:
    """Every step of one card. Raises Trouble, or Refused where an officer has decided on the card."""
    uid = ""
    for name in order.steps:
        step = Step(name)
        if link.ask(Say.BEGIN, card=order.card, step=name, uid=uid).do is Do.REJECT:
            printer.reject()
            return
        uid = printer.do(step, order=order)
    link.ask(Say.FINISH, card=order.card)
