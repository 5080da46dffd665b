"""Pages of the log: the list with its calendar, one outage, and what a person says of it."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.devices.outages import queries, services, showing
from rekam.devices.outages.forms import DismissForm, EndForm, OutageForm
from rekam.devices.outages.models import Outage
from rekam.devices.outages.refusals import SENTENCES
from rekam.devices.outages.rules import Act, State, acts_from, figures
from rekam.kernel.errors import RuleBroken

A_PAGE = 30
SHOWN_DAYS = 28
YEAR_DAYS = 365


@require_safe
@allow("devices.see_outages")
def listed(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    since, _until = queries.window(at=now, days=SHOWN_DAYS)
    year, _until = queries.window(at=now, days=YEAR_DAYS)
    rows = queries.logged(since=year, until=now)
    lately = [row for row in rows if row.ended_at is None or row.ended_at > since]
    found = figures(queries.lasted(rows), since=since, until=now, calendar=queries.calendar())
    of_year = figures(queries.lasted(rows), since=year, until=now, calendar=queries.calendar())
    lines = [showing.line(row, at=now) for row in rows]
    context = {
        "page": Paginator(lines, A_PAGE).get_page(request.GET.get("page")),
        "waiting": [one for one in lines if one.row.state == State.SUSPECTED],
        "found": found,
        "of_year": of_year,
        "causes": showing.cause_lines(of_year),
        "since": since,
        "days": SHOWN_DAYS,
        "at": now,
        "may_keep": allowed(officer(request), "devices.keep_outages"),
        **showing.drawn(lately, lost=found.by_site(), since=since, until=now),
    }
    return render(request, "outages/list.html", context)


@require_safe
@allow("devices.see_outages")
def one(request: HttpRequest, outage: UUID) -> HttpResponse:
    row, now = queries.get_outage(outage), timezone.now()
    history = queries.history_of(row)
    may = allowed(officer(request), "devices.keep_outages")
    acts = acts_from(State(row.state)) if may else frozenset()
    context = {
        "line": showing.line(row, at=now),
        "history": [showing.step(step) for step in history],
        "names": named({step.actor for step in history} - {services.MACHINE}),
        "machine": services.MACHINE,
        "heard": queries.heard_again(row) if row.ended_at is None else None,
        "may_confirm": Act.CONFIRMED in acts,
        "may_correct": Act.CORRECTED in acts,
        "may_end": Act.ENDED in acts and row.ended_at is None,
        "may_dismiss": Act.DISMISSED in acts,
        "at": now,
    }
    return render(request, "outages/one.html", context)


@require_http_methods(["GET", "POST"])
@allow("devices.keep_outages")
def report(request: HttpRequest) -> HttpResponse:
    form = OutageForm(request.POST or None, initial={"began_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: services.report(form.told(), **who(request)))
        if made is not None:
            messages.success(request, _("Gangguan dicatat."))
            return redirect("outages:outage", made.uuid)
    return _asked(
        request,
        form,
        title=_("Catat gangguan"),
        todo=_(
            "Untuk gangguan yang tidak terlihat dari stasiun: blanko, pita, pencetak, atau yang terlewat."
        ),
        button=_("Catat"),
        back=reverse("outages:list"),
    )


@require_http_methods(["GET", "POST"])
@allow("devices.keep_outages")
def settle(request: HttpRequest, outage: UUID) -> HttpResponse:
    row = queries.get_outage(outage)
    is_known = row.state == State.CONFIRMED
    form = OutageForm(
        request.POST or None, initial=OutageForm.said(services.told_by(row), counted=row.counted)
    )
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if _tried(form, lambda: services.settle(outage=outage, told=told, **who(request))) is not None:
            messages.success(request, _("Koreksi dicatat.") if is_known else _("Gangguan dipastikan."))
            return redirect("outages:outage", outage)
    return _asked(
        request,
        form,
        title=_("Koreksi gangguan") if is_known else _("Pastikan gangguan"),
        todo=_("Periksa sebab, tempat dan jamnya; yang tertulis sekarang tetap ada di riwayat."),
        button=_("Simpan koreksi") if is_known else _("Pastikan"),
        back=row.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
@allow("devices.keep_outages")
def end(request: HttpRequest, outage: UUID) -> HttpResponse:
    row = queries.get_outage(outage)
    form = EndForm(request.POST or None, initial=EndForm.at(queries.heard_again(row)))
    if request.method == "POST" and form.is_valid():

        def write() -> Outage:
            people = form.cleaned_data["people"]
            return services.end(outage=outage, ended=form.ended(), people=people, **who(request))

        if _tried(form, write) is not None:
            messages.success(request, _("Gangguan dicatat berakhir."))
            return redirect("outages:outage", outage)
    return _asked(
        request,
        form,
        title=_("Gangguan sudah berakhir"),
        todo=_("Tulis kapan tempatnya melayani lagi, dan berapa orang yang pulang tanpa dilayani."),
        button=_("Catat berakhir"),
        back=row.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
@allow("devices.keep_outages")
def dismiss(request: HttpRequest, outage: UUID) -> HttpResponse:
    row = queries.get_outage(outage)
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _tried(form, lambda: services.dismiss(outage=outage, note=note, **who(request))) is not None:
            messages.success(request, _("Dicatat: bukan gangguan."))
            return redirect("outages:outage", outage)
    return _asked(
        request,
        form,
        title=_("Bukan gangguan"),
        todo=_("Dugaannya tetap ada di catatan dengan alasan ini, tetapi tidak dihitung."),
        button=_("Catat"),
        back=row.get_absolute_url(),
    )


# What somebody can put right on the form; the others are pages of their own.
_FIELDS = {
    "outage_log_while": "ended_hour",
    "outage_site": "sites",
    "outage_share": "share",
    "outage_people": "people",
    "outage_as_it_is": None,
}


def _tried(form: forms.Form, write: Callable[[], Outage]) -> Outage | None:
    """What was written; None with the refusal on the form."""
    try:
        return write()
    except RuleBroken as broken:
        if broken.code not in _FIELDS:
            raise
        form.add_error(_FIELDS[broken.code], str(SENTENCES[broken.code]))
        return None


def _asked(
    request: HttpRequest, form: forms.Form, *, title: str, todo: str, button: str, back: str
) -> HttpResponse:
    context = {"form": form, "title": title, "todo": todo, "button": button, "back": back}
    return render(request, "kits/form.html", context, status=400 if form.errors else 200)
