"""Between the station's pages and practice: the right body on the scanners, and notes for the lessons."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rekam.kernel.errors import RuleBroken
from rekam.station import plan
from rekam.station.desk import Work
from rekam.station.middleware import StationRequest, View
from rekam.station.practice import lessons, notebook
from rekam.station.practice.bodies import OFFICER, body_of
from rekam.station.practice.room import get_room


class PracticeMiddleware:
    """Stands after the station's own, which knows who is at work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: StationRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: StationRequest, _view: View, _args: list[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Before a page: lay the body of whoever is recorded, and note what a lesson asks for."""
        work: Work | None = getattr(request, "work", None)
        name, posted = request.resolver_match and request.resolver_match.url_name, request.method == "POST"
        if name == "pair":  # practice belongs to no office
            return redirect("station:unlock")
        if work is None:
            return None
        if name == "page" and posted and named["page"] in plan.GROUPS:
            _lay(work, named=named)
        if name == "officer" and posted:
            get_room().lay(OFFICER)
        if name == "outbox" and request.POST.get("act") == "send":
            notebook.note(work, act=lessons.SENT_BY_HAND, about="", at=request.desk.stamp())
        if name == "day":
            notebook.note(work, act=lessons.DAY_READ, about="", at=request.desk.stamp())
        return None

    def process_exception(self, request: StationRequest, error: Exception) -> HttpResponse | None:
        """Note a refusal; the station tells it."""
        work: Work | None = getattr(request, "work", None)
        if work is not None and isinstance(error, RuleBroken):
            notebook.note(work, act=lessons.REFUSED, about=error.code, at=request.desk.stamp())
        return None


def _lay(work: Work, *, named: dict[str, Any]) -> None:
    draft = work.bench.visits.get_draft(named["draft"])
    tries = dict(draft.tries)
    taken = max(tries.get(position, 0) for position in plan.GROUPS[named["page"]])
    get_room().lay(body_of(draft.person, draft=draft.id, tries=taken))
