"""The inventory as a file: every part with its place, state and days; XLSX and CSV."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from rekam.devices.kits import showing, words
from rekam.devices.kits.models import Part
from rekam.devices.kits.rules import PartKind, State
from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.kernel.workbook import to_xlsx


def inventory(*, today: date) -> Sheet:
    """Every part of the scope, written-off ones too, by place and kit."""
    return Sheet(
        above=(_("Alat rekam per %(day)s") % {"day": today.isoformat()},),
        columns=(
            *(_("Kit"), _("Tempat"), _("Bagian"), _("Merek"), _("Tipe"), _("Nomor seri"), _("Dibeli")),
            *(_("Anggaran"), _("Keadaan"), _("Sejak"), _("Milik kit"), _("Dipinjam sampai")),
        ),
        rows=tuple(_rows()),
        below=(),
    )


def _rows() -> Iterator[tuple[str, ...]]:
    rows = Part.objects.select_related("kit", "home").order_by("area_code", "kit__name", "kind", "pk")
    for part in rows:
        yield (
            *(showing.where(part), part.area_code, str(words.PARTS[PartKind(part.kind)])),
            *(part.make, part.model, part.serial, _day(part.bought_on), part.budget),
            *(str(words.STATES[State(part.state)][1]), _day(part.state_on)),
            *(part.home.name if part.home else "", _day(part.due_on)),
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def csv(*, today: date) -> bytes:
    """For a spreadsheet: semicolons, and nothing in it that one would run."""
    return to_csv(inventory(today=today), separator=Separator.SEMICOLON)


def xlsx(*, today: date) -> bytes:
    """The same as a workbook."""
    sheet = inventory(today=today)
    return to_xlsx(columns=sheet.columns, rows=sheet.rows, title=_("Alat"))


FILES: Mapping[str, Callable[..., bytes]] = {"xlsx": xlsx, "csv": csv}
