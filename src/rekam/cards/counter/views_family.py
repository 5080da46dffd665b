"""The page on which a relative collects a card."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.cards import queries, services
from rekam.cards.counter import scanners
from rekam.cards.counter.forms import FamilyForm
from rekam.cards.orders.about import looked_at
from rekam.cards.photos import MOST_BYTES
from rekam.cards.refusals import SENTENCES

FINGER = "right_index"


@allow("cards.hand_over")
@require_http_methods(["GET", "POST"])
def family(request: HttpRequest, job: UUID) -> HttpResponse:
    row = queries.get_job(job)
    face = queries.find_face(row, at=timezone.now())
    show(request, "cards.counter.seen", **looked_at(row))
    form = FamilyForm(request.POST or None, request.FILES or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        letter = services.Letter(
            nik=told["nik"],
            code=told["code"],
            reason=told["reason"],
            photo=told["photo"].read(MOST_BYTES + 1),
        )
        samples = scanners.laid_down(
            told["records"], position=told["position"] or FINGER, of=row.uuid, now=timezone.now
        )
        outcome = services.hand_over_to_family(job=job, letter=letter, samples=samples, **who(request))
        if outcome.issued:
            messages.success(request, _("Cocok. Kartu diserahkan kepada keluarganya."))
            return redirect("cards:hand_over", job)
        refused = outcome.code
    context = {
        "job": row,
        "face": face,
        "form": form,
        "refused": refused,
        "refusal": SENTENCES.get(refused, ""),
    }
    return render(request, "cards/counter/family.html", context, status=_status(refused, form=form))


def _status(refused: str, *, form: FamilyForm) -> int:
    if refused:
        return 409
    return 400 if form.errors else 200
