"""Reports of use: making one, its files, its confirmation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.ui.files import saved
from rekam.verification.partners.forms import LetterForm
from rekam.verification.partners.queries import get_partner
from rekam.verification.reports import files, services
from rekam.verification.reports.queries import get_report
from rekam.verification.reports.rules import semester_of


@require_POST
@allow("verification.enter")
def make(request: HttpRequest, partner: UUID) -> HttpResponse:
    row = get_partner(partner)
    last = semester_of(office_day(timezone.now())).before
    services.make_report(partner=row, semester=last, **who(request))
    messages.success(request, _("Laporan semester %(semester)s dibuat.") % {"semester": last.text})
    return redirect("verification:partner", partner)


@require_GET
@allow("verification.see")
def report_file(request: HttpRequest, use_report: UUID, form: str) -> HttpResponse:
    row = get_report(use_report)
    if form not in files.FORMS:
        raise RuleBroken("not_found")
    content = files.FORMS[form](row, printed_by=officer(request).display_name)
    return saved(content, name=f"pemakaian-{row.semester}-{str(row.partner.uuid)[:8]}.{form}")


@require_POST
@allow("verification.enter")
def confirm(request: HttpRequest, use_report: UUID) -> HttpResponse:
    row = get_report(use_report)
    form = LetterForm(request.POST)
    letter = form.cleaned_data["letter"] if form.is_valid() else ""
    services.confirm_report(report=use_report, letter=letter, **who(request))
    messages.success(request, _("Pembenaran laporan dicatat."))
    return redirect("verification:partner", row.partner.uuid)
