"""Pages of packs: the list, preparing one, counting one out, and cases."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, scope_of, who
from rekam.accounts.queries import named, station_operators
from rekam.audit.rules import Purpose
from rekam.cards import queries, services
from rekam.cards.orders.about import allowed
from rekam.cards.packs import words
from rekam.cards.packs.forms import AnswerForm, ChoiceForm, CloseForm, PackForm
from rekam.cards.packs.models import Pack
from rekam.cards.packs.rules import MOST_CARDS, Answer, days_overdue
from rekam.cards.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.ui.parts import Portion

PER_PAGE = 30
MOST_OVERDUE = 50


@allow("cards.see")
@require_GET
def packs(request: HttpRequest) -> HttpResponse:
    today = office_day(timezone.now())
    page = Paginator(queries.packs(), PER_PAGE).get_page(request.GET.get("page"))
    late = list(queries.overdue_packs(today=today)[:MOST_OVERDUE])
    counts = queries.counts_of([*page, *late])
    context = {
        "page": page,
        "rows": [(pack, counts[pack.pk]) for pack in page],
        "overdue": [(pack, counts[pack.pk].out, days_overdue(visit=pack.on, today=today)) for pack in late],
        "names": named(pack.officer for pack in [*page, *late]),
        "cases": queries.open_cases().count(),
        "may_prepare": allowed(request, "cards.hand_over"),
    }
    return render(request, "cards/packs/packs.html", context)


@allow("cards.hand_over")
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """First the kelurahan, then its cards with where they go; a POST without a card is told on the page."""
    on = office_day(timezone.now())
    areas = [(one, area_name(one)) for one in queries.areas_with_cards()]
    choice = ChoiceForm(request.GET or None, areas=areas)
    area = choice.cleaned_data["area"] if request.GET and choice.is_valid() else ""
    start = {"place": request.GET.get("place", area_name(area) if area else ""), "on": on}
    form = PackForm(request.POST or None, officers=_officers(request), initial=start)
    orders = [UUID(one) for one in request.POST.getlist("orders") if _is_uuid(one)]
    if request.method == "POST" and form.is_valid():
        pack = services.prepare_pack(orders=orders, **form.cleaned_data, **who(request))
        messages.success(request, _("Kartu dicatat dibawa. Petugas menarik daftarnya di stasiun."))
        return redirect("cards:pack", pack.uuid)
    entries = queries.packable(area) if area else []
    people = [str(entry.resident) for entry in entries]
    show(request, "cards.pack.choice.seen", people=people, purpose=Purpose.CARD)
    context = {"choice": choice, "form": form, "entries": entries, "area": area, "most": MOST_CARDS}
    return render(request, "cards/packs/prepare.html", context, status=400 if form.errors else 200)


def _officers(request: HttpRequest) -> list[tuple[str, str]]:
    """Operators of the scope who have been at a station; nobody gives cards to themselves."""
    own = officer(request)
    found = station_operators(within=scope_of(own))
    return [(one.username, one.display_name) for one in found if one.username != own.username]


def _is_uuid(told: str) -> bool:
    try:
        UUID(told)
    except ValueError:
        return False
    return True


@allow("cards.see")
@require_GET
def pack(request: HttpRequest, pack: UUID) -> HttpResponse:
    return _page(request, queries.get_pack(pack), form=CloseForm())


def _page(request: HttpRequest, row: Pack, *, form: CloseForm) -> HttpResponse:
    count = queries.counts_of([row])[row.pk]
    cards = queries.cards_of(row)
    entries = queries.entries_of([card.job for card, _place in cards])
    people = [str(entry.resident) for entry in entries]
    show(request, "cards.pack.seen", people=people, beside=[str(row.uuid)], purpose=Purpose.CARD)
    parts = {place: getattr(count, place) for place in words.PLACES if getattr(count, place)}
    context = {
        "pack": row,
        "count": count,
        "portions": [
            Portion(label=str(words.PLACES[place][1]), count=number) for place, number in parts.items()
        ],
        "parts": [(words.PLACES[place], number) for place, number in parts.items()],
        "lines": [
            (entry, card.blank.serial, place, words.PLACES[place])
            for entry, (card, place) in zip(entries, cards, strict=True)
        ],
        "told": queries.told_of(row),
        "days": 0 if row.closed_at else days_overdue(visit=row.on, today=office_day(timezone.now())),
        "names": named([row.officer, row.made_by, row.closed_by]),
        "may_close": not row.closed_at
        and allowed(request, "cards.print")
        and officer(request).username != row.officer,
        "form": form,
        "ticked": request.POST.getlist("back"),
    }
    return render(request, "cards/packs/pack.html", context, status=400 if form.errors else 200)


@allow("cards.print")
@require_POST
def take_back(request: HttpRequest, pack: UUID) -> HttpResponse:
    back = request.POST.getlist("back")
    services.take_back_pack_cards(pack=pack, back=back, **who(request))
    told = ngettext("%(n)s kartu diterima di brankas.", "%(n)s kartu diterima di brankas.", len(back))
    messages.success(request, told % {"n": len(back)})
    return redirect("cards:pack", pack)


@allow("cards.print")
@require_POST
def close(request: HttpRequest, pack: UUID) -> HttpResponse:
    row, back = queries.get_pack(pack), request.POST.getlist("back")
    out = {card.blank.serial for card, place in queries.cards_of(row) if place == "out"}
    form = CloseForm(request.POST, some_missing=bool(out.difference(back)))
    if not form.is_valid():
        return _page(request, row, form=form)
    services.close_pack(pack=pack, back=back, **form.cleaned_data, **who(request))
    messages.success(request, _("Bawaan dihitung kembali dan ditutup."))
    return redirect("cards:pack", pack)


@allow("cards.print")
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.open_cases(), PER_PAGE).get_page(request.GET.get("page"))
    jobs = [act.card.job for act in page if act.card is not None]
    entries = queries.entries_of(jobs)
    people = [str(entry.resident) for entry in entries]
    show(request, "cards.pack.cases.seen", people=people, purpose=Purpose.CARD)
    lines = [
        (act, entry, SENTENCES.get(act.code, act.code), AnswerForm(code=act.code, auto_id=f"{act.uuid}-%s"))
        for act, entry in zip(page, entries, strict=True)
    ]
    context = {"page": page, "lines": lines}
    return render(request, "cards/packs/cases.html", context)


@allow("cards.print")
@require_POST
def answer(request: HttpRequest, act: UUID) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("reason_missing")
    services.answer_case(
        act=act,
        answer=Answer(form.cleaned_data["answer"]),
        why=form.cleaned_data["reason"],
        **who(request),
    )
    messages.success(request, _("Keputusan dicatat."))
    return redirect("cards:pack_cases")
