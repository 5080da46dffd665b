"""Somebody else says, here or by telephone, that a match is false, so that the resident is recorded."""

import uuid
from collections.abc import Mapping

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.enrolment.operators import phone
from rekam.enrolment.worklist import Officer
from rekam.kernel.errors import RuleBroken
from rekam.station import body_check, plan, showing
from rekam.station.forms import OverruleForm, PhoneForm
from rekam.station.middleware import StationRequest, at_work
from rekam.station.wording import told_code


@at_work
@require_http_methods(["GET", "POST"])
def overrule(request: StationRequest, draft: uuid.UUID, page: str) -> HttpResponse:
    if page not in plan.GROUPS:
        raise RuleBroken("page_unknown", page=page[:40])
    work, code, against = request.work, request.GET.get("kode", ""), request.GET.get("dengan", "")
    found = work.bench.visits.get_draft(draft)
    question = phone.question_of(draft, code=code, against=against)
    others = _others(request, against=against)
    by_phone = bool(work.worklist.phone_key) and (not others or "telepon" in request.GET)
    told = request.POST or None
    form = PhoneForm(told) if by_phone else OverruleForm(told, officers=others)
    if told and form.is_valid():
        with request.desk.attempts.counted("passphrase_wrong", "phone_answer_wrong"):
            who = _by_phone(request, form, question) if by_phone else _second(form, others)
        reason = form.cleaned_data["reason"]
        overruling = body_check.Overruling(code=code, against=against, who=who, reason=reason)
        body_check.overrule(work.bench, draft=found, overruling=overruling, at=request.desk.stamp())
        request.desk.flash = _("Penolakan dibatalkan. Ambil sekali lagi.")
        return redirect("station:page", draft=draft, page=page)
    context = showing.person_page(request.desk, work=work, draft=found, page=page)
    context |= {"form": form, "refused": told_code(code), "officers": others, "by_phone": by_phone}
    context |= {"question": f"{question[:4]} {question[4:]}", "may_phone": bool(work.worklist.phone_key)}
    context |= {"here": request.GET.urlencode(), "back": reverse("station:page", args=[draft, page])}
    return render(request, "station/overrule.html", context)


def _others(request: StationRequest, *, against: str) -> Mapping[str, Officer]:
    """The officers of this visit besides the one at work and the one whose body matched."""
    besides = {request.work.bench.officer.username, against}
    return {one.username: one for one in request.work.worklist.officers if one.username not in besides}


def _second(form: Form, others: Mapping[str, Officer]) -> str:
    given = form.cleaned_data
    return body_check.second_officer(others[given["officer"]], passphrase=given["passphrase"])


def _by_phone(request: StationRequest, form: Form, question: str) -> str:
    key = request.work.worklist.phone_key
    return body_check.by_phone(form.cleaned_data["answer"], question=question, key=key)
