"""Everything this room keeps, gathered from its parts."""

from rekam.applications.bookings.models import Booking, Counter, CounterDay, Outage, OutageTold, Ticket
from rekam.applications.childcards.models import ChildBlanks, ChildCard
from rekam.applications.complaints.models import Complaint, ComplaintForm, ComplaintSheet, ComplaintStep
from rekam.applications.filing.models import Application, ApplicationStep, ApplicationTry
from rekam.applications.notices.models import Breach, Night, Notice, Wish
from rekam.applications.products.models import Paper
from rekam.applications.uploads.models import Scan

__all__ = [
    "Application",
    "ApplicationStep",
    "ApplicationTry",
    "Booking",
    "Breach",
    "ChildBlanks",
    "ChildCard",
    "Complaint",
    "ComplaintForm",
    "ComplaintSheet",
    "ComplaintStep",
    "Counter",
    "CounterDay",
    "Night",
    "Notice",
    "Outage",
    "OutageTold",
    "Paper",
    "Scan",
    "Ticket",
    "Wish",
]
