"""The slip of a queue number, drawn by Typst: no name, nothing that says who it is."""

import json
from importlib import resources

from django.utils.translation import gettext as _

from rekam.applications.bookings.models import Ticket
from rekam.applications.bookings.places import get_place, office_now
from rekam.applications.bookings.rules import Line
from rekam.applications.bookings.words import LINES
from rekam.ui.dates import hour, long_date, weekday
from rekam.ui.typesetting import typeset


def pdf(ticket: Ticket) -> bytes:
    """The slip; the same number gives the same bytes."""
    taken = office_now(ticket.taken_at)
    told = {
        "title": _("Nomor antrean"),
        "place": get_place(ticket.place).name,
        "line": str(LINES[Line(ticket.line)]),
        "sign": ticket.sign,
        "day": f"{weekday(ticket.on)}, {long_date(ticket.on)}",
        "hour": _("diambil pukul %(hour)s") % {"hour": hour(taken)},
        "booked": _("janji pukul %(hour)s") % {"hour": f"{ticket.booking.starts:%H.%M}"}
        if ticket.booking
        else "",
        "note": _("Lihat layar. Yang berjanji didahulukan pada jamnya."),
        "free": _("Gratis. Jangan membayar siapa pun."),
    }
    files = {
        "main.typ": resources.files("rekam.applications.bookings").joinpath("slip.typ").read_bytes(),
        "slip.json": json.dumps(told).encode(),
    }
    return typeset(files, at=ticket.taken_at)
