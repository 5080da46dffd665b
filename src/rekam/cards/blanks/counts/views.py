"""Pages of counts of the safe."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.cards import queries, services
from rekam.cards.blanks import words
from rekam.cards.blanks.counts.forms import ConfirmForm, CountForm
from rekam.cards.blanks.counts.models import SafeCount
from rekam.cards.blanks.counts.queries import counts_of, get_count, lines_of_count
from rekam.cards.blanks.counts.rules import Lying, Shift
from rekam.cards.blanks.counts.services import differs
from rekam.cards.blanks.counts.words import SHIFTS, VERDICTS
from rekam.cards.orders.about import allowed

LINES_A_PAGE = 50


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    places = queries.sites()
    initial = {"site": queries.own_site(officer(request).areas)}
    form = CountForm(request.POST or None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        return redirect("cards:safe_count", _keep(request, form).uuid)
    last = counts_of([place.code for place in places])
    most = max([1, *(max(_lying(row), _expected(row)) for row in last)])
    context = {
        "form": form,
        "rows": [
            (row, queries.site_name(row.area_code), SHIFTS[row.shift], _lying(row), _expected(row))
            for row in last
        ],
        "most": most,
        "names": named(row.actor for row in last),
    }
    return render(request, "cards/blanks/counts.html", context, status=400 if form.errors else 200)


def _keep(request: HttpRequest, form: CountForm) -> SafeCount:
    told = form.cleaned_data
    site, shift, boxed = told["site"], Shift(told["shift"]), told["boxed"] or 0
    if told["serials"]:
        return services.count_safe_by_serials(
            site=site, shift=shift, serials=told["serials"], boxed=boxed, **who(request)
        )
    found = Lying(blanks=told["blanks"], cards=told["cards"], boxed=boxed)
    return services.count_safe_by_number(site=site, shift=shift, found=found, **who(request))


def _lying(row: SafeCount) -> int:
    return row.blanks + row.cards + row.boxed


def _expected(row: SafeCount) -> int:
    return row.expected_blanks + row.expected_cards + row.expected_boxed


@allow("cards.see")
@require_GET
def safe_count(request: HttpRequest, count: UUID) -> HttpResponse:
    return _page(request, count, ConfirmForm())


def _page(request: HttpRequest, count: UUID, form: ConfirmForm) -> HttpResponse:
    row = get_count(count)
    mine = row.actor == officer(request).username
    lines = Paginator(lines_of_count(row), LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "place": queries.site_name(row.area_code),
        "shift": SHIFTS[row.shift],
        "parts": [
            (_("blanko"), row.expected_blanks, row.blanks, row.blanks - row.expected_blanks),
            (_("kartu tercetak"), row.expected_cards, row.cards, row.cards - row.expected_cards),
            (_("dalam boks tertutup"), row.expected_boxed, row.boxed, row.boxed - row.expected_boxed),
        ],
        "lines": lines,
        "rows": [(one, VERDICTS[one.verdict], words.ACCOUNTS.get(one.state, "")) for one in lines],
        "differs": differs(row),
        "names": named([row.actor, row.confirmed_by]),
        "form": form,
        "is_mine": mine,
        "may_confirm": not row.confirmed_by and not mine and allowed(request, "cards.second_blanks"),
    }
    return render(request, "cards/blanks/count.html", context, status=400 if form.errors else 200)


@allow("cards.second_blanks")
@require_POST
def confirm(request: HttpRequest, count: UUID) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, count, form)
    services.confirm_count(count=count, finding=form.cleaned_data["finding"], **who(request))
    messages.success(request, _("Hitungan dipastikan; penyimpanan diambil alih sebagaimana dihitung."))
    return redirect("cards:safe_count", count)
