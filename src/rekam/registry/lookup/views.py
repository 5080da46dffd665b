"""The search page. By POST: what is looked for is a person, and stays out of addresses and logs."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.debug import sensitive_post_parameters

from rekam.accounts.caps.permissions import Look, count_shown
from rekam.accounts.caps.reading import SEARCHED
from rekam.accounts.permissions import Account, allow, allowed, officer, purpose_of, state_purpose, who
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.registry.canaries.services import look_in
from rekam.registry.lookup import queries
from rekam.registry.lookup.forms import SearchForm
from rekam.registry.lookup.rows import NEEDED, Row, as_rows
from rekam.registry.lookup.rules import AT_MOST, NUMBER_DIGITS, Asked

# The register's other pages, each for who may open it.
PARTS = (
    (lazy("Entri peristiwa"), "registry:entries", "registry.see_resident"),
    (lazy("Impor dari SIAK"), "registry:imports", "registry.see_imports"),
    (lazy("Ekspor"), "registry:exports", "registry.see_exports"),
    (lazy("Penduduk kami di kantor lain"), "registry:outside:elsewhere", "registry.see_resident"),
)
UNUSED = {None, "", Purpose.SERVICE}
HELPERS = ("tahun", "wilayah", "tujuan", "perkara")


@sensitive_post_parameters("cari", "tahun", "wilayah", "perkara")
@allow("registry.see_resident")
def search(request: HttpRequest) -> HttpResponse:
    stated = purpose_of(request)
    initial = {"tujuan": stated.purpose, "perkara": stated.case}
    form = SearchForm(request.POST if "cari" in request.POST else None, initial=initial)
    asked = _asked(form) if form.is_valid() else None
    rows = None if asked is None else _searched(request, form, asked=asked)
    if rows:  # Enter then opens the first of them
        form.fields["cari"].widget.attrs.pop("autofocus")
    many = _more_helpers(asked) if asked and rows and len(rows) == AT_MOST else ""
    context: dict[str, object] = {"form": form, "rows": rows, "many": many}
    used = form.errors.keys() - {"cari"} or any(form[name].value() not in UNUSED for name in HELPERS)
    helpers = _helpers(form) if used else _unused_helpers(get_language() or "")
    links = _links(officer(request))
    context |= {"most": AT_MOST, "helpers": helpers, "links": links}
    status = 400 if form.errors else 200
    return render(request, "registry/lookup/search.html", context, status=status)


def _helpers(form: SearchForm) -> SafeString:
    return render_to_string("registry/lookup/helpers.html", {"form": form, "open": form.is_bound})


@lru_cache(maxsize=8)
def _unused_helpers(_language: str) -> SafeString:
    """Four fields are a third of the page's time, and nearly always the same."""
    return _helpers(SearchForm())


def _asked(form: SearchForm) -> Asked | None:
    """What is looked for; None where the box has to be put right first."""
    told = form.cleaned_data
    areas = queries.areas_named(told["wilayah"])
    if told["wilayah"] and not areas:
        form.add_error("wilayah", _("Tidak ada kelurahan atau kecamatan bernama itu di wilayah Anda"))
    asked = queries.understand(told["cari"], birth_year=told["tahun"], areas=areas)
    if asked.digits is not None:
        sentence = _("NIK dan nomor KK terdiri atas %(most)d angka; yang diisi %(digits)d")
        form.add_error("cari", sentence % {"most": NUMBER_DIGITS, "digits": asked.digits})
    elif asked.empty:
        form.add_error("cari", _("Tulis juga namanya: tahun atau wilayah saja tidak cukup"))
    return None if form.errors else asked


def _searched(request: HttpRequest, form: SearchForm, *, asked: Asked) -> list[Row]:
    """The rows to show, written into the audit."""
    look_in(form.cleaned_data["cari"], **who(request))
    found = queries.find(asked, fields=NEEDED)
    people = [str(person.uuid) for person in found]
    count_shown(request, people=len(people), look=Look(SEARCHED, people))
    record(
        "registry.searched",
        **who(request),
        subjects=people,
        **state_purpose(request).said,
    )
    return as_rows(found)


def _links(account: Account) -> list[tuple[Promise, str]]:
    return [(label, address) for label, address, permission in PARTS if allowed(account, permission)]


def _more_helpers(asked: Asked) -> str:
    """What would tell so many apart."""
    if asked.year is None:
        return _("Terlalu banyak yang cocok. Tambahkan tahun lahir atau kelurahan.")
    return _("Terlalu banyak yang cocok. Tambahkan kelurahan atau tanggal lahir.")
