"""What an applicant hears by itself when the application moves."""

from datetime import datetime

from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import spaced
from rekam.applications.filing.steps import Step
from rekam.applications.notices.models import Notice
from rekam.applications.notices.places import office_name, where_to_look
from rekam.applications.notices.rules import STEPS, Topic
from rekam.applications.notices.telling import About, tell
from rekam.messages.services import Template


def tell_step(row: Application, *, step: Step, number: int, at: datetime) -> Notice | None:
    """Tell the contact left with an application what happened to it; None where nobody waits to hear.

    number  of the step: each is told once
    A draft that ends was never sent, so nobody hears of it.
    """
    template = STEPS.get(step)
    if template is None or row.sent_at is None:
        return None
    return tell_applicant(row, template=template, key=f"app-{row.uuid.hex}-{number}", at=at)


def tell_applicant(row: Application, *, template: Template, key: str, at: datetime, day: str = "") -> Notice:
    """Tell the contact of an application; the message has its number and nothing else of it.

    day  that the wording names, where it names one
    """
    facts = {
        "office": office_name(),
        "number": spaced(row.number),
        "where": where_to_look("applications:find"),
        "day": day,
    }
    about = About(topic=Topic.APPLICATION, key=key, area_code=row.area_code, application=row)
    return tell(about, contact=row.contact, template=template, facts=facts, at=at)
