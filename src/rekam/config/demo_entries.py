"""What waits on the verifikator's desk when the demo begins: events with a paper each."""

import io
from datetime import UTC, datetime, timedelta

from PIL import Image, ImageDraw

from rekam.kernel.dates import OfficeZone, today_at

OPERATOR = "yayan"
KASEMEN = "36.73.02"
OCCUPATIONS = ("Guru", "Perawat", "Sopir", "Wiraswasta")


def enter_some() -> None:
    """Four changes of occupation, entered three days ago.

    Runs in the scope of the operator's office.
    """
    from rekam.registry.entries.effects import Kind
    from rekam.registry.entries.services import propose
    from rekam.registry.queries import residents

    now = datetime.now(UTC)
    on = today_at(zone=OfficeZone.WIB, now=now) - timedelta(days=6)
    grown = residents(area_code=KASEMEN).filter(
        status="active", ever_married=True, birth_date__year__range=(1970, 1990), nationality="WNI"
    )
    members = grown.exclude(head_relation="Kepala Keluarga").exclude(occupation__in=OCCUPATIONS)
    for number, (person, occupation) in enumerate(zip(members.order_by("pk"), OCCUPATIONS, strict=False)):
        letter = f"SK/{17 + number}/CONTOH"
        propose(
            kind=Kind.CHANGE,
            resident=person.uuid,
            facts={"on": on, "values": {"occupation": occupation}, "document": letter},
            office_area=KASEMEN,
            uploads=[
                paper(f"SURAT KETERANGAN KERJA\nNomor SK/{17 + number}/CONTOH\n\nPekerjaan: {occupation}")
            ],
            actor=OPERATOR,
            at=now - timedelta(days=3, minutes=20 * number),
        )


def paper(text: str) -> bytes:
    """A scanned letter that nobody wrote."""
    image = Image.new("L", (620, 420), 250)
    words = f"{text}\n\n(contoh, bukan surat asli)"
    ImageDraw.Draw(image).multiline_text((60, 60), words, fill=30, spacing=14, font_size=22)
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
