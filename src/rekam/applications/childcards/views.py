"""The office's pages of child cards: the blanks, and the face of one card."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.applications.childcards import drawing, queries, services
from rekam.applications.childcards.rules import Change
from rekam.applications.childcards.words import CHANGES
from rekam.applications.filing.asking import done
from rekam.applications.review.queries import get_application
from rekam.audit.rules import Purpose
from rekam.cards.queries import own_site, site_name
from rekam.kernel.errors import RuleBroken

BY_HAND = (Change.RECEIVED, Change.SPOILED, Change.COUNTED)


class BlanksForm(forms.Form):
    """A number of blanks that came or went."""

    kind = forms.ChoiceField(
        label=lazy("Mengapa jumlahnya berubah"),
        choices=[(one.value, CHANGES[one]) for one in BY_HAND],
        widget=forms.RadioSelect,
    )
    change = forms.IntegerField(
        label=lazy("Berapa blanko"),
        help_text=lazy("Yang rusak atau kurang ditulis dengan minus, misalnya -3."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )
    note = forms.CharField(label=lazy("Dari mana, atau mengapa"), max_length=120)


@allow("applications.check")
@require_http_methods(["GET", "POST"])
def blanks(request: HttpRequest) -> HttpResponse:
    form, site = BlanksForm(request.POST or None), own_site(officer(request).areas)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _change(request, form, site)):
        messages.success(request, _("Jumlah blanko KIA dicatat."))
        return redirect("applications:child_blanks")
    changes = queries.latest_changes()
    context = {
        "form": form,
        "site": site_name(site),
        "number": queries.held_at(site),
        "held": [(site_name(one.site), one.number) for one in queries.held() if one.site != site],
        "changes": [(one, CHANGES[one.kind], site_name(one.area_code)) for one in changes],
        "names": named(one.actor for one in changes),
        "at": timezone.now(),
    }
    return render(request, "applications/childcards/blanks.html", context, status=400 if form.errors else 200)


def _change(request: HttpRequest, form: BlanksForm, site: str) -> None:
    told = form.cleaned_data
    services.change_blanks(
        site=site, change=told["change"], kind=Change(told["kind"]), note=told["note"], **who(request)
    )


@allow("applications.check")
@require_GET
@cache_control(no_store=True, private=True)
def face(request: HttpRequest, application: UUID) -> HttpResponse:
    card = queries.find_card(get_application(application))
    if card is None or not card.is_good:
        raise RuleBroken("not_found")
    show(
        request,
        "applications.child_card_drawn",
        people=[str(card.resident)],
        beside=[str(application)],
        purpose=Purpose.CARD,
        case=str(application),
    )
    answer = HttpResponse(drawing.pdf(card, specimen=settings.REKAM_DEMO), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kia-{card.uuid.hex[:8]}.pdf"'
    return answer
