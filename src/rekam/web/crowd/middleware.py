"""What a rush changes of a request: residents beyond the places get a number and the page that waits.

It stands before everything that asks the database. Officers, stations and all that is not a resident's page
go past it; a form with its content is never sent to the line.
"""

import logging
import time
from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from rekam.accounts.permissions import find_officer
from rekam.kernel.tus import BODY_TYPE
from rekam.web.crowd import pages, rules
from rekam.web.crowd.addresses import is_residents
from rekam.web.crowd.gate import Gate
from rekam.web.crowd.rules import Answer, Limits
from rekam.web.crowd.shared import Away, SharedMemory, place
from rekam.web.crowd.ticket import Right, Ticket, find_ticket, hand
from rekam.web.door import bodies

# Of the threads for pages (web.door.rules); see docs/explanation/rush.md for the sum.
PAGES_AT_ONCE, PAGES_WAITING = 8, 16
# Files wait for the child that makes pictures again (applications.uploads.cleaning), and hold up no page.
FILES_AT_ONCE, FILES_WAITING = 3, 24
TURN_SECONDS = 25
FILES = {"multipart/form-data", BODY_TYPE}
SAFE = {"GET", "HEAD"}
INSIDE = Answer(number=None, inside=True)
PAST_THE_LINE = {Right.BEGUN, Right.OFFICER}
log = logging.getLogger(__name__)


class Crowd:
    """The door of residents' pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.REKAM_RESIDENTS_AT_ONCE == 0:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.limits = Limits(places=settings.REKAM_RESIDENTS_AT_ONCE)
        self.pages = Gate(running=PAGES_AT_ONCE, waiting=PAGES_WAITING, seconds=TURN_SECONDS)
        self.files = Gate(running=FILES_AT_ONCE, waiting=FILES_WAITING, seconds=TURN_SECONDS)

    @cached_property
    def memory(self) -> SharedMemory:
        """The line that all web processes share. Raises OSError."""
        return SharedMemory(place())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        not_read = request.META.get(bodies.NOT_READ)
        if not_read:
            return pages.send_again(request, slow=not_read == bodies.SLOW)
        carried = find_ticket(request)
        if not is_residents(request.path_info) or (carried and carried.right is Right.OFFICER):
            return self._past_officer(request, self.get_response(request), carried)
        ticket, answer = self._asked(request, carried)
        if not answer.inside:
            return self._handed(pages.waiting(request, answer), carried=carried, ticket=ticket)
        with (self.files if request.content_type in FILES else self.pages).turn() as got:
            if not got:
                return self._without_turn(request, carried=carried, ticket=ticket)
            response = self.get_response(request)
        return self._handed(response, carried=carried, ticket=_with_right(ticket, request))

    def _asked(self, request: HttpRequest, carried: Ticket | None) -> tuple[Ticket, Answer]:
        """What the line says; where it cannot be asked, everybody is let in."""
        is_past = carried is not None and carried.right in PAST_THE_LINE
        right = carried.right if carried else Right.NUMBER
        now = time.time()
        try:
            memory = self.memory
            number = carried.number_in(memory.name) if carried else None
            if is_past or request.method not in SAFE:
                number = rules.enter(memory, number=number, now=now, limits=self.limits)
                return Ticket(right=right, line=memory.name, number=number), INSIDE
            may_call = not self.pages.is_pressed
            answer = rules.arrive(memory, number=number, now=now, limits=self.limits, may_call=may_call)
            return Ticket(right=right, line=memory.name, number=answer.number), answer
        except (OSError, Away):
            log.error("the line cannot be asked, so residents are let in uncounted")
            return carried or Ticket(right=right), INSIDE

    def _without_turn(self, request: HttpRequest, *, carried: Ticket | None, ticket: Ticket) -> HttpResponse:
        """Let in, but every turn is taken for longer than anybody waits."""
        if request.method not in SAFE:
            return pages.send_again(request, slow=False)
        answer = Answer(number=ticket.number, inside=False, seconds=rules.SOONEST)
        return self._handed(pages.waiting(request, answer), carried=carried, ticket=ticket)

    @staticmethod
    def _handed(response: HttpResponse, *, carried: Ticket | None, ticket: Ticket) -> HttpResponse:
        if ticket != carried and (ticket.number is not None or ticket.right in PAST_THE_LINE):
            hand(response, ticket)
        return response

    @staticmethod
    def _past_officer(request: HttpRequest, response: HttpResponse, carried: Ticket | None) -> HttpResponse:
        """An officer who was seen working is known at residents' pages, where they file for somebody."""
        is_known = carried is not None and carried.right is Right.OFFICER
        if not is_known and response.status_code < HTTPStatus.BAD_REQUEST and find_officer(request):
            hand(response, Ticket(right=Right.OFFICER))
        return response


def _with_right(ticket: Ticket, request: HttpRequest) -> Ticket:
    """Past the line from now on, if this page opened something of the resident's in the browser."""
    session = getattr(request, "session", None)
    has_begun = session is not None and session.accessed and not session.is_empty()
    return Ticket(right=Right.BEGUN, line=ticket.line, number=ticket.number) if has_begun else ticket
