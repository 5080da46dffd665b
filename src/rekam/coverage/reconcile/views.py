"""Published figures: paste or upload, confirm what was lifted, see what adds up."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import allow
from rekam.coverage.reconcile import knowing, reference, showing
from rekam.coverage.reconcile.figures import Figure
from rekam.coverage.reconcile.forms import FIGURES, PlaceForm, TextForm, chosen, proposed, with_names
from rekam.coverage.reconcile.rules import judge
from rekam.coverage.reconcile.table import as_csv

BAD_REQUEST = 400


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.reconcile")
def start(request: HttpRequest) -> HttpResponse:
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = BAD_REQUEST if form.errors else 200
        return render(request, "coverage/reconcile/start.html", {"form": form}, status=status)
    if form.is_table:
        return _results(request, list(form.figures))
    place, figures = proposed(form.figures)
    return render(request, "coverage/reconcile/confirm.html", {"place": place, "figures": figures})


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.reconcile")
def results(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("coverage:reconcile")
    place, forms = PlaceForm(request.POST), FIGURES(request.POST, prefix="angka")
    kept: list[Figure] = []
    if place.is_valid() and forms.is_valid():
        kept = list(chosen(forms, place=place.cleaned_data))
    if not kept or any(form.errors for form in forms):
        wrong = [form[name].id_for_label for form in forms for name in form.errors]
        context = {"place": place, "figures": forms, "first_wrong": wrong[0] if wrong else ""}
        context["nothing_chosen"] = forms.is_valid() and not kept and not wrong
        return render(request, "coverage/reconcile/confirm.html", context, status=BAD_REQUEST)
    return _results(request, kept)


def _results(request: HttpRequest, figures: Sequence[Figure]) -> HttpResponse:
    named = with_names(list(figures))
    found = judge(named, known=knowing.known(series=reference.shipped()))
    context = {
        "headline": showing.headline(found),
        "tally": showing.tally(found),
        "statements": showing.statements(found),
        "csv": as_csv(named),
    }
    return render(request, "coverage/reconcile/results.html", context)
