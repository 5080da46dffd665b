"""Who is at work, and what a broken rule looks like on a page of the station."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk, Work
from rekam.station.running import get_desk
from rekam.station.wording import told

View = Callable[..., HttpResponseBase]
NOT_THERE = frozenset(
    {"draft_unknown", "packet_not_here", "page_unknown", "person_unknown", "handing_unknown"}
)


class StationRequest(HttpRequest):
    """A request as the station's views see it."""

    desk: Desk
    work: Work


def public(view: View) -> View:
    """Mark a view that needs nobody at work."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def at_work(view: View) -> View:
    """Mark a view that needs an officer at work; the middleware sends everybody else to the door."""
    view.permission = "station.work"  # type: ignore[attr-defined]
    return view


class StationMiddleware:
    """Attaches desk and work, guards, and turns RuleBroken into the page that was asked, with its code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: StationRequest) -> HttpResponse:
        try:
            request.desk = get_desk()
        except RuleBroken as broken:
            return _error_page(request, broken=broken, status=503)
        try:
            response = self._answered(request)
        except RuleBroken as broken:  # of the gate alone: those of views have become pages already
            return _error_page(request, broken=broken, status=409)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _answered(self, request: StationRequest) -> HttpResponse:
        if request.method != "POST" or request.path_info == reverse("station:program"):
            return self.get_response(request)
        with request.desk.gate.passing():
            return self.get_response(request)

    def process_view(
        self, request: StationRequest, view: View, _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let through who may; a view without a mark is one of Django's own, such as the language switch."""
        work = request.desk.find_work(request.session.get("work"))
        if work is not None:
            request.work = work
        if getattr(view, "permission", "public") == "public" or work is not None:
            return None
        return redirect("station:unlock")

    def process_exception(self, request: StationRequest, error: Exception) -> HttpResponse | None:
        """After a POST the same page says what happened; after a GET there is a page of its own."""
        if not isinstance(error, RuleBroken):
            return None
        if request.method == "POST" and error.code not in NOT_THERE:
            request.desk.flash = error
            return redirect(request.get_full_path())
        return _error_page(request, broken=error, status=404 if error.code in NOT_THERE else 409)


def _error_page(request: HttpRequest, *, broken: RuleBroken, status: int) -> HttpResponse:
    words = told(broken)
    context = {"title": words.what, "todo": words.advice, "safe": words.safe, "code": broken.code}
    context["back_url"] = reverse("station:people")
    return render(request, "station/error.html", context, status=status)
