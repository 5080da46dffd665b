"""Pages of a shortage: who waits and until when the stock lasts, the order in force, sharing among sites."""

from datetime import date, datetime
from statistics import median
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, who
from rekam.accounts.queries import named, same_person
from rekam.cards.allocation import queries, queue, reading, services, showing
from rekam.cards.allocation.forms import OrderForm, ShareForm, SupposeForm
from rekam.cards.allocation.lasting import course
from rekam.cards.allocation.loan_reading import loans_to_answer
from rekam.cards.allocation.rules import NATIONAL, Ranks
from rekam.cards.allocation.turns import office_here, order_in_force, orders_of
from rekam.cards.blanks.queries import site_name
from rekam.cards.orders.about import allowed
from rekam.cards.orders.rules import Priority
from rekam.cards.orders.words import PRIORITIES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day

MOST_SHARES = 20


@allow("cards.see")
@require_GET
def shortage(request: HttpRequest) -> HttpResponse:
    office, at = office_here(), timezone.now()
    today = office_day(at)
    form = SupposeForm(request.GET) if "blanks" in request.GET else SupposeForm()
    found, order = queue.waiting(office, on=today), order_in_force(on=today)
    stock = queries.stock_of(office, at=at)
    waiting = queue.needs(found)
    served = queue.served_by_group(found, order=order, blanks=stock)
    context = {
        "office": site_name(office),
        "at": at,
        "today": today,
        "stock": stock,
        "empty_since": queries.empty_since(office, at=at),
        "order": order,
        "queue": waiting.total(),
        "groups": showing.groups(waiting, served=served, order=order),
        "most": max(waiting.values(), default=0),
        "coming": reading.coming(office),
        "form": form,
        "may_allocate": allowed(request, "cards.allocate"),
        "may_see_loans": allowed(request, "cards.see_loans"),
        "to_answer": len(loans_to_answer(office)) if allowed(request, "cards.answer_loan") else 0,
        **_ahead(office, on=today, at=at, form=form),
    }
    return render(request, "cards/allocation/shortage.html", context, status=400 if form.errors else 200)


def _ahead(office: str, *, on: date, at: datetime, form: SupposeForm) -> dict[str, object]:
    """The forecast without a delivery, and with the one that was asked about."""
    known = queries.situation(office, on=on, at=at)
    try:
        dry = course(known)
    except RuleBroken:
        return {"weeks": len(known.weeks)}
    told: dict[str, object] = {
        "dry": dry,
        "a_day": round(median(known.busy)),
        "days": showing.at_days(dry, today=on),
        "drawn": showing.stock_drawings(
            dry, now=known.stock, today=on, title=_("Sisa blanko siap pakai bila tidak ada kiriman")
        ),
        "drawn_queue": showing.queue_drawings(
            dry, today=on, title=_("Kartu yang menunggu bila tujuh bulan tidak ada kiriman blanko")
        ),
    }
    if form.is_bound and form.is_valid():
        with_it = {form.cleaned_data["on"]: form.cleaned_data["blanks"]}
        told["supposed"] = course(queries.situation(office, on=on, at=at, deliveries=with_it))
    return told


@allow("cards.see")
@require_http_methods(["GET", "HEAD", "POST"])
def order_rules(request: HttpRequest) -> HttpResponse:
    office, at = office_here(), timezone.now()
    now = order_in_force(on=office_day(at))
    form = OrderForm(request.POST or None, now=now)
    if request.method == "POST":
        return _propose(request, form, office=office)
    return _order_page(request, form)


@allow("cards.allocate")
def _propose(request: HttpRequest, form: OrderForm, *, office: str) -> HttpResponse:
    if not form.is_valid():
        return _order_page(request, form)
    services.propose_order(
        office=office,
        since=form.cleaned_data["since"],
        ranks=form.ranks(),
        climb_days=form.cleaned_data["climb_days"],
        source=form.cleaned_data["source"],
        **who(request),
    )
    messages.success(request, _("Usulan urutan disimpan; berlaku sesudah petugas lain menyetujuinya."))
    return redirect("cards:order_rules")


def _order_page(request: HttpRequest, form: OrderForm) -> HttpResponse:
    office, actor = office_here(), who(request)["actor"]
    rows = orders_of(office)
    context = {
        "office": site_name(office),
        "now": order_in_force(on=office_day(timezone.now())),
        "ranks": _ranks(order_in_force(on=office_day(timezone.now())).ranks),
        "national": [(order, _ranks(order.ranks)) for order in reversed(NATIONAL[1:])],
        "own": [(row, _ranks(_groups(row.ranks)), same_person(row.proposed_by, actor)) for row in rows],
        "names": named(name for row in rows for name in (row.proposed_by, row.decided_by)),
        "form": form,
        "may_propose": allowed(request, "cards.allocate"),
        "may_decide": allowed(request, "cards.approve_allocation"),
    }
    return render(request, "cards/allocation/orders.html", context, status=400 if form.errors else 200)


def _ranks(ranks: Ranks) -> list[str]:
    """Each rank as its groups in words."""
    return [", ".join(str(PRIORITIES[group]) for group in sorted(rank)) for rank in ranks]


def _groups(ranks: list[list[int]]) -> Ranks:
    return tuple(frozenset(Priority(group) for group in rank) for rank in ranks)


@allow("cards.approve_allocation")
@require_POST
def decide_order(request: HttpRequest, order: UUID) -> HttpResponse:
    holds = request.POST.get("holds") == "yes"
    services.decide_order(order=order, holds=holds, **who(request))
    messages.success(request, _("Urutan disetujui.") if holds else _("Usulan urutan dibuang."))
    return redirect("cards:order_rules")


@allow("cards.allocate")
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    office, at = office_here(), timezone.now()
    in_safe = queries.stock_by_site(at=at).get(office, 0)
    blanks = _asked(request.POST.get("keping") or request.GET.get("keping"), most=in_safe)
    shared, needed = services.propose_share(office=office, blanks=blanks, at=at)
    form = ShareForm(request.POST or None, given=shared.given)
    if request.method == "POST" and form.is_valid():
        row = services.share_blanks(
            office=office,
            blanks=blanks,
            given=form.given(),
            reason=form.cleaned_data["reason"],
            **who(request),
        )
        messages.success(request, _("Pembagian disimpan; kirim menurut daftar di bawah."))
        return redirect("cards:share_sheet", row.uuid)
    stock = queries.stock_by_site(at=at)
    context = {
        "in_safe": in_safe,
        "blanks": blanks,
        "rows": [
            (site_name(site), needed[site], stock.get(site, 0), number, form.field_of(site))
            for site, number in shared.given.items()
        ],
        "need": sum(needed.values()),
        "given": sum(shared.given.values()),
        "most": max(needed.values(), default=0),
        "left": shared.left,
        "order": order_in_force(on=office_day(at)),
        "shares": reading.shares(limit=MOST_SHARES),
        "form": form,
    }
    return render(request, "cards/allocation/share.html", context, status=400 if form.errors else 200)


def _asked(text: str | None, *, most: int) -> int:
    """How many blanks are to be shared: what was typed, at most what the safe holds, else all of it."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() else most


@allow("cards.see")
@require_GET
def share_sheet(request: HttpRequest, share: UUID) -> HttpResponse:
    row = reading.get_share(share)
    lines = reading.lines_of(row)
    context = {
        "share": row,
        "names": named([row.actor]),
        "lines": [(one, site_name(one.line.area_code)) for one in lines],
        "left": sum(one.left for one in lines),
        "given": sum(one.line.given for one in lines),
        "may_send": allowed(request, "cards.receive_blanks"),
    }
    return render(request, "cards/allocation/share_sheet.html", context)
