"""Writing down a leak of personal data, and sending the notice of it by a second person."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import Account, allow, officer, who
from rekam.accounts.queries import in_a_list, named, officers, same_person
from rekam.applications.filing.asking import done
from rekam.applications.notices import queries, services, words
from rekam.applications.notices.forms import BreachForm
from rekam.applications.notices.places import areas_in_scope
from rekam.applications.notices.rules import breach_due
from rekam.applications.notices.showing import hours_left, hours_of
from rekam.kernel.database import Scope, scope
from rekam.kernel.region import area_name
from rekam.registry.canaries.queries import find_cause

View = Callable[..., HttpResponse]


def in_own_areas(view: View) -> View:
    """The scope of an account's areas: an administrator's too, who sees no resident but must tell of a leak.

    Nothing that these pages show is about one person.
    """

    @wraps(view)
    def scoped(request: HttpRequest, **named_: UUID) -> HttpResponse:
        with scope(Scope.of(*officer(request).areas)):
            return view(request, **named_)

    return scoped


@allow("applications.tell_breach")
@require_GET
@in_own_areas
def breaches(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rows = [(row, hours_left(row, at=at)) for row in queries.breaches()]
    return render(request, "applications/notices/breaches.html", {"rows": rows})


@allow("applications.tell_breach")
@require_http_methods(["GET", "HEAD", "POST"])
@in_own_areas
def write(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    form = BreachForm(
        request.POST or None,
        officers=[(one.username, in_a_list(one)) for one in officers(by=account)],
        areas=areas_in_scope(),
        initial=_first(request),
    )
    if request.method == "POST" and form.is_valid() and done(form, lambda: _write(request, form)):
        messages.success(request, _("Tersimpan. Orang kedua memeriksa dan mengirimnya."))
        return redirect("applications:breaches")
    context = {"form": form}
    return render(
        request, "applications/notices/write_breach.html", context, status=400 if form.errors else 200
    )


def _first(request: HttpRequest) -> dict[str, object]:
    """Where an alarm leads here: whose account it was."""
    try:
        alarm = UUID(request.GET.get("alarm", ""))
    except ValueError:
        return {}
    return {"officer": find_cause(alarm)}


def _write(request: HttpRequest, form: BreachForm) -> None:
    services.write_breach(**form.told(), **who(request))


@allow("applications.tell_breach")
@require_GET
@in_own_areas
def breach(request: HttpRequest, breach: UUID) -> HttpResponse:
    at, row = timezone.now(), queries.get_breach(breach)
    numbers = queries.numbers_of(row)
    context = {
        "row": row,
        "days": hours_of(row, at=at),
        "left": hours_left(row, at=at),
        "due": breach_due(row.known_at),
        "names": named((row.written_by, row.sent_by, row.officer)),
        "area": area_name(row.touched_area) if row.touched_area else "",
        "numbers": [(*words.STANDINGS[one], n) for one, n in numbers.most_common()],
        "may_send": row.sent_at is None and not _own(row.written_by, officer(request)),
        "at": at,
    }
    return render(request, "applications/notices/breach.html", context)


def _own(written_by: str, account: Account) -> bool:
    return same_person(written_by, account.username)


@allow("applications.tell_breach", fresh=True)
@require_POST
@in_own_areas
def send(request: HttpRequest, breach: UUID) -> HttpResponse:
    services.send_breach(breach=breach, **who(request))
    messages.success(request, _("Dikirim: yang terkena dihubungi mulai sekarang."))
    return redirect("applications:breach", breach)
