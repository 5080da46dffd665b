"""Pages of printers and batches."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.accounts.queries import named
from rekam.audit.rules import Purpose
from rekam.cards.allocation.turns import groups_of
from rekam.cards.orders.about import allowed
from rekam.cards.orders.entries import entries_of
from rekam.cards.orders.words import PRIORITIES
from rekam.cards.printing import queries, services, showing, words
from rekam.cards.printing.forms import USUAL_BATCH, ProposeForm, RegisterForm
from rekam.cards.printing.models import Batch, Printer
from rekam.cards.printing.rules import UNDER_WAY, CardState, Condition, Kind
from rekam.cards.queries import site_name, sites
from rekam.kernel.errors import RuleBroken


@allow("cards.see")
@require_GET
def printers(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    lines = showing.printer_lines(at=at)
    context = {
        "at": at,
        "lines": [(line, site_name(line.printer.area_code)) for line in lines],
        "ready": sum(1 for line in lines if line.told.sign == "good"),
        "looking": len(queries.to_look_at()),
        "may_keep": allowed(request, "cards.keep_printers"),
    }
    return render(request, "cards/printing/printers.html", context)


@allow("cards.keep_printers")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    form = RegisterForm(request.POST or None, places=sites())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = services.register_printer(**given | {"kind": Kind(given["kind"])}, **who(request))
        messages.success(request, _("Pencetak terdaftar. Jalankan program cetaknya di komputer itu."))
        return redirect("cards:printer", made.uuid)
    status = 400 if form.errors else 200
    return render(request, "cards/printing/register.html", {"form": form}, status=status)


@allow("cards.see")
@require_GET
def printer(request: HttpRequest, printer: UUID) -> HttpResponse:
    at, found = timezone.now(), queries.get_printer(printer)
    batches = queries.last_batches(found)
    running = next((one for one in batches if one.state in UNDER_WAY), None)
    context = {
        "at": at,
        "printer": found,
        "place": site_name(found.area_code),
        "kind": words.KINDS[Kind(found.kind)],
        "told": showing.told_printer(found, at=at),
        "running": running,
        "progress": queries.progress_of(running) if running else None,
        "stuck": queries.stuck_since(found, at=at),
        "batches": [
            (one, showing.told_batch(one, looking=False), queries.progress_of(one)) for one in batches
        ],
        "names": named(one.started_by for one in batches),
        "may_print": allowed(request, "cards.print"),
    }
    if running is None and context["may_print"]:
        context |= _proposal(request, found)
    return render(request, "cards/printing/printer.html", context)


def _proposal(request: HttpRequest, printer: Printer) -> dict[str, object]:
    form = ProposeForm(request.GET if "jumlah" in request.GET else {"jumlah": USUAL_BATCH})
    asked = form.cleaned_data["jumlah"] if form.is_valid() else 0
    proposal = queries.propose(printer, asked=asked, at=timezone.now())
    entries = entries_of(proposal.jobs)
    people = [str(entry.resident) for entry in entries]
    show(request, "cards.batch.proposed", people=people, purpose=Purpose.CARD)
    groups = groups_of(proposal.jobs)
    told = [(entry, PRIORITIES[groups[entry.job.pk]]) for entry in entries if entry.job]
    return {
        "form": form,
        "proposal": proposal,
        "entries": told,
        "limit": words.LIMITS[proposal.fit.by],
    }


@allow("cards.print")
@require_POST
def start(request: HttpRequest, printer: UUID) -> HttpResponse:
    try:
        jobs = [UUID(text) for text in request.POST.getlist("job")]
    except ValueError as error:
        raise RuleBroken("batch_order_gone") from error
    made = services.start_batch(printer=printer, jobs=jobs, **who(request))
    messages.success(request, _("Kelompok dimulai. Boleh ditinggal; pencetak bekerja sendiri."))
    return redirect("cards:batch", made.uuid)


@allow("cards.print")
@require_POST
def ribbon(request: HttpRequest, printer: UUID) -> HttpResponse:
    services.change_ribbon(printer=printer, **who(request))
    messages.success(request, _("Pita baru dicatat."))
    return redirect("cards:printer", printer)


@allow("cards.print")
@require_POST
def cleaned(request: HttpRequest, printer: UUID) -> HttpResponse:
    services.note_cleaning(printer=printer, **who(request))
    messages.success(request, _("Pembersihan dicatat."))
    return redirect("cards:printer", printer)


@never_cache
@allow("cards.see")
@require_GET
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    found = queries.get_batch(batch)
    context = _live(request, found) | {"names": named([found.started_by])}
    return render(request, "cards/printing/batch.html", context)


@never_cache
@allow("cards.see")
@require_GET
def progress(request: HttpRequest, batch: UUID) -> HttpResponse:
    return render(request, "cards/printing/progress.html", _live(request, queries.get_batch(batch)))


def _live(request: HttpRequest, batch: Batch) -> dict[str, object]:
    """The part of the page that keeps itself up to date; it names nobody."""
    at, lines = timezone.now(), showing.card_lines(queries.cards_of(batch))
    looking = [line for line in lines if line.card.state == CardState.LOOK]
    progress = queries.progress_of(batch)
    return {
        "batch": batch,
        "at": at,
        "printer": showing.told_printer(batch.printer, at=at),
        "told": showing.told_batch(batch, looking=bool(looking)),
        "pause": words.CONDITIONS[Condition(batch.pause)][1] if batch.pause else "",
        "progress": progress,
        "counts": [(words.CARDS[state], progress.counts.get(state, 0)) for state in CardState],
        "left": showing.minutes_left(progress),
        "looking": looking[0] if looking else None,
        "stuck": queries.stuck_since(batch.printer, at=at),
        "lines": lines,
        "live": batch.state in UNDER_WAY or bool(progress.counts.get(CardState.OPEN)),
        "may_print": allowed(request, "cards.print"),
    }


@allow("cards.print")
@require_POST
def pause(request: HttpRequest, batch: UUID) -> HttpResponse:
    services.pause_batch(batch=batch, **who(request))
    messages.success(request, _("Dijeda; kartu yang di pencetak diselesaikan dahulu."))
    return redirect("cards:batch", batch)


@allow("cards.print")
@require_POST
def resume(request: HttpRequest, batch: UUID) -> HttpResponse:
    services.resume_batch(batch=batch, **who(request))
    messages.success(request, _("Dilanjutkan."))
    return redirect("cards:batch", batch)


@allow("cards.print")
@require_POST
def stop(request: HttpRequest, batch: UUID) -> HttpResponse:
    services.stop_batch(batch=batch, **who(request))
    messages.warning(request, _("Dihentikan; yang belum dimulai kembali ke antrean."))
    return redirect("cards:batch", batch)
