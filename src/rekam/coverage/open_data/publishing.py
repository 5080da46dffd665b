"""The page on which one officer asks for a publication and another lets it out."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named, same_person
from rekam.coverage.open_data import queries, services
from rekam.coverage.open_data.models import Publication
from rekam.coverage.open_data.rules import COLUMNS, State
from rekam.coverage.open_data.words import HIDDEN, WORDS
from rekam.coverage.places import place_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name


@require_safe
@allow("coverage.see_open_data")
def publishing(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    area = place_of(code, account=account).text
    known = queries.bases_of(area)
    base = request.GET.get("basis") or (known[0].semester if known else "")
    context: dict[str, object] = {
        "code": area,
        "name": area_name(area),
        "bases": known,
        "base": base,
        "hidden_means": HIDDEN,
    }
    if base:
        found = queries.prepared(area_code=area, base=base, today=account.day(timezone.now()))
        row = queries.find_publication(area_code=area, base=base)
        rows = [
            (line.code, area_name(line.code), [line.counts[name] for name in COLUMNS]) for line in found.rows
        ]
        context |= {"found": found, "rows": rows, "columns": [(name, WORDS[name]) for name in COLUMNS]}
        context |= {"licence": settings.REKAM_OPEN_DATA_LICENCE, "for_everybody": settings.REKAM_OPEN_DATA}
        context |= {"request_row": row, **_choices(request, row)}
    return render(request, "coverage/open_data/publishing.html", context)


@require_POST
@allow("coverage.ask_open_data")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    area, base = place_of(code, account=officer(request)).text, request.POST.get("basis", "")
    if base not in {one.semester for one in queries.bases_of(area)}:
        raise RuleBroken("open_data_base_missing")
    services.ask_publication(area_code=area, base=base, **who(request))
    messages.success(request, _("Permintaan terbit dicatat; petugas lain yang memutus."))
    return redirect(f"{reverse('coverage:publishing', args=[area])}?basis={base}")


@require_POST
@allow("coverage.approve_open_data", fresh=True)
def approve(request: HttpRequest, publication: UUID) -> HttpResponse:
    services.approve_publication(publication=publication, **who(request))
    messages.success(request, _("Data terbit, dan tidak diganti lagi."))
    return redirect("open_data:publications")


@require_POST
@allow("coverage.see_open_data")
def refuse(request: HttpRequest, publication: UUID) -> HttpResponse:
    row = services.refuse_publication(publication=publication, **who(request))
    messages.success(request, _("Permintaan terbit ditutup; tidak ada yang diterbitkan."))
    return redirect("coverage:publishing", row.area_code)


def _choices(request: HttpRequest, row: Publication | None) -> dict[str, object]:
    """What this officer may do with a request, or with none."""
    account = officer(request)
    waits = row is not None and row.state == State.ASKED
    is_own = row is not None and same_person(row.asked_by, account.username)
    return {
        "names": named((row.asked_by, row.decided_by) if row else ()),
        "may_ask": row is None and allowed(account, "coverage.ask_open_data"),
        "may_approve": waits and not is_own and allowed(account, "coverage.approve_open_data"),
        "waits": waits,
        "is_own": waits and is_own,
    }
