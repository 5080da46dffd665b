"""The list of follow-ups, one of them, and what may be done with it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, scope_of, who
from rekam.accounts.queries import named
from rekam.coverage.followups import queries, services
from rekam.coverage.followups.forms import FollowUpForm, TextForm
from rekam.coverage.followups.queries import Listed
from rekam.coverage.followups.rules import About, Standing
from rekam.coverage.followups.words import ABOUT, STANDINGS
from rekam.coverage.province.places import offices_in
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name


@require_GET
@allow("coverage.see_follow_ups")
def follow_ups(request: HttpRequest) -> HttpResponse:
    found = queries.follow_ups(today=office_day(timezone.now()))
    context = {
        "rows": [told(one) for one in found],
        "overdue": sum(one.standing is Standing.OVERDUE for one in found),
        "waiting": sum(one.standing in {Standing.OVERDUE, Standing.WAITING} for one in found),
        "may_write": allowed(officer(request), "coverage.write_follow_up"),
    }
    return render(request, "coverage/followups/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.write_follow_up")
def write(request: HttpRequest) -> HttpResponse:
    offices = offices_in(scope_of(officer(request)), register=settings.REKAM_OFFICE_AREA)
    first = {"area_code": request.GET.get("wilayah")}
    form = FollowUpForm(request.POST or None, offices=offices, initial=first)
    if request.method == "POST" and form.is_valid():
        row = services.write_follow_up(
            area_code=form.cleaned_data["area_code"],
            about=About(form.cleaned_data["about"]),
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            **who(request),
        )
        messages.success(request, _("Terkirim; dinas melihatnya di ruang Permintaan provinsi."))
        return redirect("coverage:follow_up", row.uuid)
    return render(
        request, "coverage/followups/write.html", {"form": form}, status=400 if form.errors else 200
    )


@require_GET
@allow("coverage.see_follow_ups")
def follow_up(request: HttpRequest, follow_up: UUID) -> HttpResponse:
    return _page(request, follow_up, form=TextForm())


@require_POST
@allow("coverage.answer_follow_up")
def answer(request: HttpRequest, follow_up: UUID) -> HttpResponse:
    form = TextForm(request.POST)
    if not form.is_valid():
        return _page(request, follow_up, form=form)
    services.answer(follow_up=follow_up, text=form.cleaned_data["text"], **who(request))
    messages.success(request, _("Jawaban terkirim ke provinsi."))
    return redirect("coverage:follow_up", follow_up)


@require_POST
@allow("coverage.answer_follow_up")
def close(request: HttpRequest, follow_up: UUID) -> HttpResponse:
    services.close(follow_up=follow_up, **who(request))
    messages.success(request, _("Ditutup; riwayatnya tetap ada."))
    return redirect("coverage:follow_ups")


def told(one: Listed) -> dict[str, object]:
    """One line of the list."""
    sign, word = STANDINGS[one.standing]
    return {
        "row": one.row,
        "office": area_name(one.row.area_code),
        "about": ABOUT[About(one.row.about)],
        "sign": sign,
        "word": word,
        "open": one.standing is not Standing.CLOSED,
        "may_close": one.standing in {Standing.NOTE, Standing.ANSWERED},
    }


def _page(request: HttpRequest, follow_up: UUID, *, form: TextForm) -> HttpResponse:
    one = queries.listed(follow_up, today=office_day(timezone.now()))
    answers = list(one.row.answers.order_by("pk"))
    context = {
        **told(one),
        "answers": answers,
        "names": named([one.row.written_by, one.row.closed_by, *(each.written_by for each in answers)]),
        "may_answer": allowed(officer(request), "coverage.answer_follow_up"),
        "form": form,
    }
    return render(request, "coverage/followups/one.html", context, status=400 if form.errors else 200)
