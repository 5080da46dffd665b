"""Exports: asking, the count before it, the second officer's decision, fetching."""

import secrets
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import Account, allow, allowed, officer, scope_of, who
from rekam.accounts.queries import named, same_person
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.kernel.sheet import Separator, to_csv
from rekam.registry.exports import contents, queries, rules, services
from rekam.registry.exports.forms import AskForm, FetchForm, RefuseForm
from rekam.registry.exports.models import Export
from rekam.registry.exports.refusals import SENTENCES
from rekam.registry.exports.rules import Kind, State
from rekam.ui.templatetags.rekam import jumlah

SIGNS = {State.ASKED: "wait", State.APPROVED: "good", State.REFUSED: "bad"}


@require_GET
@allow("registry.see_exports")
def exports(request: HttpRequest) -> HttpResponse:
    rows = queries.exports()
    context = {
        "rows": [_told(row) for row in rows],
        "names": named(row.asked_by for row in rows),
        "may_ask": _may(request, "registry.ask_export"),
    }
    return render(request, "registry/exports/exports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("registry.ask_export")
def ask(request: HttpRequest) -> HttpResponse:
    """First the count, then, with the same form, the request itself."""
    form = AskForm(request.POST or None, within=scope_of(officer(request)))
    counted = None
    if request.method == "POST" and form.is_valid():
        kind, area = Kind(form.cleaned_data["kind"]), form.cleaned_data["area_code"]
        if request.POST.get("step") == "ask":
            return _ask(request, form)
        counted = services.count_people(
            kind=kind, area_code=area, at=timezone.now(), polling=form.cleaned_data.get("polling_on")
        )
    context = {"form": form, "counted": counted}
    return render(request, "registry/exports/ask.html", context, status=400 if form.errors else 200)


def _ask(request: HttpRequest, form: AskForm) -> HttpResponse:
    row = services.ask_export(
        kind=Kind(form.cleaned_data["kind"]),
        area_code=form.cleaned_data["area_code"],
        fields=form.cleaned_data["fields_asked"],
        addressee=form.cleaned_data["addressee"],
        letter=form.cleaned_data["letter"],
        polling=form.cleaned_data.get("polling_on"),
        **who(request),
    )
    messages.success(request, _("Permintaan ekspor dicatat; petugas lain yang memutus."))
    return redirect("registry:export", row.uuid)


@require_GET
@allow("registry.see_exports")
def export(request: HttpRequest, export: UUID) -> HttpResponse:
    return _page(request, queries.get_export(export))


@require_POST
@allow("registry.approve_export", fresh=True)
def approve(request: HttpRequest, export: UUID) -> HttpResponse:
    services.approve_export(export=export, **who(request), chance=secrets.SystemRandom())
    messages.success(request, _("Ekspor disetujui; yang meminta dapat mengambilnya dua kali dalam 7 hari."))
    return redirect("registry:export", export)


@require_POST
@allow("registry.approve_export")
def refuse(request: HttpRequest, export: UUID) -> HttpResponse:
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.get_export(export), refusing=form)
    services.refuse_export(
        export=export,
        reason=form.cleaned_data["reason"],
        **who(request),
    )
    messages.success(request, _("Permintaan ekspor ditolak."))
    return redirect("registry:export", export)


@require_POST
@allow("registry.ask_export", fresh=True)
def fetch(request: HttpRequest, export: UUID) -> HttpResponse:
    queries.get_export(export)
    form = FetchForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("export_form_unknown")
    account, at = officer(request), timezone.now()
    row, content = services.fetch_export(export=export, account=account, at=at)
    sheet = contents.sheet(row, content, at=at, by=account.username)
    if form.cleaned_data["form_of"] == "print":
        answer = render(request, "registry/exports/print.html", {"sheet": sheet, "export": row})
    else:
        separator = Separator[form.cleaned_data["form_of"].upper()]
        answer = HttpResponse(to_csv(sheet, separator=separator), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="ekspor-{str(export)[:8]}.csv"'
    answer["Cache-Control"] = "no-store, private"
    return answer


def _page(request: HttpRequest, row: Export, *, refusing: RefuseForm | None = None) -> HttpResponse:
    account, at = officer(request), timezone.now()
    state = State(row.state)
    own = same_person(row.asked_by, account.username)
    open_until = row.asked_at + rules.DECIDE_WITHIN
    may_decide = state is State.ASKED and not own and at <= open_until
    context = {
        **_told(row),
        "names": named((row.asked_by, row.decided_by)),
        "fields": [str(contents.HEADS[field]) for field in row.fields],
        "most": rules.TERMS[Kind(row.kind)].most,
        "open_until": open_until,
        "may_decide": may_decide and _may(request, "registry.approve_export"),
        "is_own": own and state is State.ASKED,
        "may_fetch": row.asked_by == account.username and state is State.APPROVED,
        "most_downloads": rules.MOST_DOWNLOADS,
        "hindrance": _hindrance(row, account=account, at=at),
        "fetching": FetchForm(),
        "refusing": refusing or RefuseForm(),
    }
    wrong = bool(refusing and refusing.errors)
    return render(request, "registry/exports/export.html", context, status=400 if wrong else 200)


def _hindrance(row: Export, *, account: Account, at: datetime) -> str:
    """Why the file cannot be fetched now, in a sentence; "" where it can."""
    code = queries.hindrance(row, account=account, at=at)
    if code != "daily_limit_reached":
        return str(SENTENCES.get(code, ""))
    today = queries.exported_today(account, at=at)
    told = _(
        "Jatah ekspor Anda tidak cukup: hari ini sudah %(used)s dari paling banyak %(limit)s orang, dan "
        "berkas ini memuat %(people)s orang. Ambillah besok, atau minta kepala dinas atau administrator "
        "menaikkan batasnya untuk hari ini."
    )
    return told % {
        "used": jumlah(today.used),
        "limit": jumlah(today.limit),
        "people": jumlah(row.people),
    }


def _told(row: Export) -> dict[str, object]:
    words = {State.ASKED: _("menunggu"), State.APPROVED: _("disetujui"), State.REFUSED: _("ditolak")}
    return {
        "export": row,
        "kind": contents.KINDS[Kind(row.kind)],
        "where": area_name(row.area_code),
        "sign": SIGNS[State(row.state)],
        "word": words[State(row.state)],
    }


def _may(request: HttpRequest, permission: str) -> bool:
    return allowed(officer(request), permission)
