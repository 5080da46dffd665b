"""The page with the paragraph for the press."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from rekam.accounts.permissions import allow, officer
from rekam.coverage.places import place_of
from rekam.coverage.reconcile.lifting import lift
from rekam.coverage.reconcile.places import by_name
from rekam.coverage.reconcile.rules import judge
from rekam.coverage.reconcile.showing import tally
from rekam.coverage.statement.queries import statement
from rekam.coverage.statement.rules import paragraph
from rekam.ui.forms import ThreePartDateField


class DayForm(forms.Form):
    """The day that the paragraph speaks of; today unless chosen."""

    on = ThreePartDateField(label=lazy("Keadaan per"), required=False)


@require_safe
@allow("coverage.reconcile")
def press(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    today = account.day(timezone.now())
    form = DayForm(request.GET or None, initial={"on": today})
    day = (form.cleaned_data["on"] if form.is_valid() else None) or today
    found = statement(area_code=place.text, on=day, today=today)
    indonesian = paragraph(found, language="id")
    english = paragraph(found, language="en")
    judged = [
        one
        for case, text in (("id", indonesian), ("en", english))
        for one in judge(lift(text, case=case, places=by_name()))
    ]
    context = {
        "place": place,
        "name": found.area,
        "form": form,
        "on": day,
        "indonesian": indonesian,
        "english": english,
        "tally": tally(judged),
    }
    return render(request, "coverage/statement.html", context, status=400 if form.errors else 200)
