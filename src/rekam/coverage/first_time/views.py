"""First-time voters by kelurahan: counts only, never names."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rekam.accounts.permissions import allow, officer
from rekam.coverage.of_people import of_people
from rekam.coverage.places import place_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, area_name
from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.registry.voters.queries import FirstTime, count_first_time, last_polling_day, next_polling_day
from rekam.ui.dates import long_date
from rekam.ui.files import saved
from rekam.ui.forms import ThreePartDateField


class PollingForm(forms.Form):
    """The polling day; the next one that is known unless chosen, else today."""

    on = ThreePartDateField(label=lazy("Hari pemungutan suara"), required=False)


@dataclass(frozen=True)
class Asked:
    """First-time voters of an area on a day; `form` has the errors of a wrong day."""

    place: AreaCode
    form: PollingForm
    polling: date
    today: date
    rows: list[tuple[str, str, FirstTime]]

    @property
    def total(self) -> FirstTime:
        """All kelurahan together."""
        return sum((found for _code, _name, found in self.rows), FirstTime())


@require_safe
@allow("coverage.see")
@of_people
def page(request: HttpRequest, code: str) -> HttpResponse:
    asked = _asked(request, code)
    context = {
        "asked": asked,
        "name": area_name(asked.place.text),
        "before": last_polling_day(before=asked.polling),
        "query": request.GET.urlencode(),
    }
    status = 400 if asked.form.errors else 200
    return render(request, "coverage/first_time/counts.html", context, status=status)


@require_safe
@allow("coverage.see")
@of_people
def file(request: HttpRequest, code: str) -> HttpResponse:
    """The counts as CSV, in Indonesian."""
    asked = _asked(request, code)
    if asked.form.errors:
        raise RuleBroken("not_found")
    with override("id"):
        content = to_csv(_sheet(asked), separator=Separator.SEMICOLON)
    return saved(content, name=f"rekam-pemilih-pemula-{asked.place.text}-{asked.polling}.csv")


def _asked(request: HttpRequest, code: str) -> Asked:
    account = officer(request)
    place = place_of(code, account=account)
    today = account.day(timezone.now())
    form = PollingForm(request.GET or None)
    polling = (form.cleaned_data["on"] if form.is_valid() else None) or next_polling_day(after=today) or today
    found = count_first_time(area_code=place.text, polling=polling)
    rows = [(village, area_name(village), counts) for village, counts in sorted(found.items())]
    return Asked(place, form, polling, today, rows)


def _sheet(asked: Asked) -> Sheet:
    days = {
        "polling": long_date(asked.polling),
        "before": long_date(last_polling_day(before=asked.polling)),
        "today": long_date(asked.today),
    }
    lines = (
        _("Pemilih pemula %(area)s, pemungutan suara %(polling)s")
        % {"area": area_name(asked.place.text), **days},
        _("Register hidup %(today)s; belum 17 tahun pada %(before)s; bukan TNI/Polri; menurut domisili.")
        % days,
    )
    total = (asked.place.text, _("Jumlah"), asked.total)
    return Sheet(
        above=lines,
        columns=(_("Kode"), _("Kelurahan"), "L", "P", _("Jumlah"), _("Sudah rekam"), _("Belum rekam")),
        rows=tuple(
            (code, name, *(str(number) for number in _numbers(found)))
            for code, name, found in (*asked.rows, total)
        ),
        below=(),
    )


def _numbers(found: FirstTime) -> tuple[int, ...]:
    return found.male, found.female, found.people, found.recorded, found.not_recorded
