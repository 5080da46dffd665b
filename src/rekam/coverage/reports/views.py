"""The page of the semester table, and its files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rekam.accounts.permissions import Account, allow, officer
from rekam.coverage.of_people import of_people
from rekam.coverage.places import place_of
from rekam.coverage.reports import files, queries
from rekam.coverage.reports.forms import TableForm
from rekam.coverage.reports.rules import COLUMNS, Row
from rekam.coverage.reports.sheets import groups
from rekam.coverage.reports.words import base_words, head, rules_words, shown
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.ui.files import saved
from rekam.ui.language import page_language


@require_safe
@allow("coverage.see")
@of_people
def table(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    form = _form(request, place)
    asked = form.asked()
    today = account.day(timezone.now())
    made = queries.semester_table(
        area_code=place.text,
        today=today,
        on=asked.on,
        base=asked.base,
        deepest=Level(min(place.level + 1, Level.KELURAHAN_DESA)),
    )
    context = {
        "place": place,
        "name": area_name(place.text),
        "form": form,
        "groups": list(groups()),
        "heads": [head(column)[1] for column in COLUMNS],
        "rows": [(area_name(row.code), _cells(row)) for row in made.rows],
        "total": _cells(made.total),
        "based": base_words(made.rests_on),
        "ruled": rules_words(made.rests_on),
        "asked": request.GET.urlencode(),
    }
    return render(request, "coverage/reports/table.html", context, status=400 if form.errors else 200)


@require_safe
@allow("coverage.see")
@of_people
def table_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The table as a file, in Indonesian whatever the page's language: it is an office's paper."""
    account = officer(request)
    place = place_of(code, account=account)
    wanted = _form(request, place)
    if form not in files.FILES or wanted.errors:
        raise RuleBroken("not_found")
    file, asked = files.FILES[form], wanted.asked()
    with override("id"):
        report = files.report(
            area_code=place.text,
            on=asked.on,
            base=asked.base,
            deepest=asked.deepest,
            printed_by=_printed_by(account),
            at=timezone.localtime(timezone.now()),
        )
        content = file.write(report)
    rests_on = report.table.rests_on
    return saved(content, name=f"rekam-{form}-{place.text}-{rests_on.on}-{rests_on.base}.{file.suffix}")


def _form(request: HttpRequest, place: AreaCode) -> TableForm:
    return TableForm(request.GET or None, semesters=queries.semesters(area_code=place.text))


def _cells(row: Row) -> list[str]:
    language = page_language()
    return [shown(row, column, not_kept=_("t.d."), language=language) for column in COLUMNS]


def _printed_by(account: Account) -> str:
    return f"{account.display_name} ({account.username})"
