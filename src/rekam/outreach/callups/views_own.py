"""Answering with an account: the head of a school sees the own school's list, a lurah the kelurahan's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.callups import filling, papers, queries, services
from rekam.outreach.callups.codes import office_scope
from rekam.outreach.callups.letters import count_slips, letters_of
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For, Source
from rekam.outreach.callups.seeing import Person, shown
from rekam.outreach.callups.showing import look
from rekam.outreach.callups.views import pdf, public_page
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import find_own_school


@allow("outreach.key_in_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_list(request: HttpRequest, call_list: UUID) -> HttpResponse:
    row, now = queries.get_list(call_list), timezone.now()
    page = _page(request, row)
    people = shown(list(page), today=office_day(now))
    more: dict[str, object] = {"back": reverse("outreach:call_list", args=[row.uuid])}
    return _fill(request, row, page=page, people=people, more=more, at=now)


@allow("outreach.answer_own_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def own_calls(request: HttpRequest) -> HttpResponse:
    """Pupils live in other kelurahan too: they are read in the office's scope, by the school's list."""
    school, now = _own_school(request), timezone.now()
    row = queries.find_newest_of(school)
    today = office_day(now)
    more: dict[str, object] = {"school": school, "may_make": row is None or row.expires_on < today}
    if row is None:
        return render(request, "outreach/callups/own.html", more)
    with scope(office_scope()):
        page = _page(request, row)
        people = shown(list(page), today=today)
        more["slips"] = count_slips(row, on=today)
    return _fill(request, row, page=page, people=people, more=more, at=now)


@allow("outreach.answer_own_calls")
@require_POST
def make_own(request: HttpRequest) -> HttpResponse:
    school = _own_school(request)
    made = services.make_list(recipient=For.SCHOOL, area_code=school.area_code, site=school, **who(request))
    if not made:
        raise RuleBroken("call_list_empty")
    return redirect("outreach:own_calls")


@allow("outreach.answer_own_calls")
@require_POST
def own_paper(request: HttpRequest) -> HttpResponse:
    row, at = _own_list(request), timezone.now()
    people = _all(request, row, action="outreach.calls.printed", at=at)
    drawn = papers.list_pdf(row, people=people, page=public_page(request), at=at)
    return pdf(drawn, name=f"daftar-{str(row.uuid)[:8]}.pdf")


@allow("outreach.answer_own_calls")
@require_POST
def own_slips(request: HttpRequest) -> HttpResponse:
    row, at = _own_list(request), timezone.now()
    _all(request, row, action="outreach.calls.lettered", at=at)
    drawn = letters_of(row, services.make_letters(row, **who(request)), on=office_day(at))
    if not drawn:
        raise RuleBroken("call_list_empty")
    content = papers.letters_pdf(row, letters=drawn, page=public_page(request), at=at)
    return pdf(content, name=f"lembar-{str(row.uuid)[:8]}.pdf")


def _own_school(request: HttpRequest) -> Site:
    """Raises RuleBroken("not_found") for an account that is the head of no school."""
    found = find_own_school(officer(request).username)
    if found is None:
        raise RuleBroken("not_found")
    return found


def _own_list(request: HttpRequest) -> CallList:
    found = queries.find_newest_of(_own_school(request))
    if found is None:
        raise RuleBroken("not_found")
    return found


def _all(request: HttpRequest, row: CallList, *, action: str, at: datetime) -> Sequence[Person]:
    """Everybody of a list, for a paper."""
    with scope(office_scope()):
        people = shown(list(queries.people_of(row)), today=office_day(at))
    show(request, action, **look(row, people=people))
    return people


def _page(request: HttpRequest, row: CallList) -> Page:  # type: ignore[type-arg]
    return Paginator(queries.people_of(row), filling.PER_PAGE).get_page(request.GET.get("page"))


def _fill(
    request: HttpRequest,
    row: CallList,
    *,
    page: Page,  # type: ignore[type-arg]
    people: Sequence[Person],
    more: dict[str, object],
    at: datetime,
) -> HttpResponse:
    """The page with its answers, or, where all are whole, kept and shown again."""
    show(request, "outreach.calls.seen", **look(row, people=people))
    lines = filling.lines_of(people, request=request)
    if request.method == "POST":
        told = filling.read(lines, today=office_day(at))
        if not filling.is_wrong(lines):
            kept = services.answer(row, told=told, source=Source.ACCOUNT, **who(request))
            messages.success(request, _("%(count)s jawaban dicatat.") % {"count": len(kept)})
            return redirect(f"{request.path}?page={page.number}")
    context = filling.context_of(row, lines) | {"page": page} | more
    return render(request, "outreach/callups/own.html", context, status=400 if context["wrong"] else 200)
