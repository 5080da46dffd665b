"""Pages of losses and alarms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.cards import queries, services
from rekam.cards.blanks import words
from rekam.cards.blanks.losses.forms import AnswerForm, LossForm, ToldForm
from rekam.cards.blanks.losses.models import BlankAlarm
from rekam.cards.blanks.losses.queries import blank_alarms, get_blank_alarm, losses
from rekam.cards.blanks.losses.words import LOSSES
from rekam.kernel.database import current_scope


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    form = LossForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        loss = services.report_loss(**form.cleaned_data, **who(request))
        told = ngettext("%(n)s keping ditutup.", "%(n)s keping ditutup.", loss.count)
        messages.success(request, told % {"n": loss.count})
        return redirect("cards:losses")
    rows = losses()
    context = {
        "form": form,
        "rows": [(row, queries.site_name(row.area_code), LOSSES[row.kind]) for row in rows],
        "names": named(row.actor for row in rows),
        "waiting": queries.lost_cards(),
        "may_print": allowed(officer(request), "cards.print"),
    }
    return render(request, "cards/blanks/losses.html", context, status=400 if form.errors else 200)


@allow("cards.second_blanks")
@require_POST
def found(request: HttpRequest, serial: str) -> HttpResponse:
    form = ToldForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tulis di mana dan bagaimana keping ditemukan, paling sedikit 10 huruf."))
        return redirect("cards:blank", serial)
    services.report_blank_found(serial=serial, told=form.cleaned_data["told"], **who(request))
    messages.success(request, _("Temuan ditulis; petugas lain memastikannya."))
    return redirect("cards:blank", serial)


@allow("cards.second_blanks")
@require_POST
def confirm_found(request: HttpRequest, serial: str) -> HttpResponse:
    services.confirm_blank_found(serial=serial, **who(request))
    messages.success(request, _("Keping tercatat kembali."))
    return redirect("cards:blank", serial)


@allow("cards.see_blank_alarms")
@require_http_methods(["GET"])
def alarms(request: HttpRequest) -> HttpResponse:
    return _page(request, AnswerForm())


def _page(request: HttpRequest, form: AnswerForm, *, of: BlankAlarm | None = None) -> HttpResponse:
    rows = blank_alarms()
    mine, seen = officer(request).username, current_scope()
    context = {
        "rows": [
            (
                row,
                queries.site_name(row.offered_in),
                queries.site_name(row.area_code),
                words.ACCOUNTS.get(row.doing, ""),
                seen.contains(row.area_code) and row.answered_at is None and row.actor != mine,
                form if row == of else AnswerForm(),
            )
            for row in rows
        ],
        "open": sum(row.answered_at is None for row in rows),
        "names": named([*(row.actor for row in rows), *(row.answered_by for row in rows)]),
        "form": form,
    }
    return render(request, "cards/blanks/alarms.html", context, status=400 if form.errors else 200)


@allow("cards.see_blank_alarms")
@require_POST
def answer(request: HttpRequest, alarm: UUID) -> HttpResponse:
    form = AnswerForm(request.POST)
    row = get_blank_alarm(alarm)
    if not form.is_valid():
        return _page(request, form, of=row)
    services.answer_alarm(alarm=alarm, answer=form.cleaned_data["answer"], **who(request))
    messages.success(request, _("Alarm dijawab."))
    return redirect("cards:blank_alarms")
