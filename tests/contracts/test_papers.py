"""The contracts read names where they stand: also in a letter and in a workbook."""

from datetime import UTC, datetime

from django.http import HttpResponse

from rekam.kernel.workbook import to_xlsx
from rekam.ui.files import opened, saved
from rekam.ui.typesetting import typeset
from tests.contracts.papers import text_of

NAME = "Maryamah Pertama"


def test_a_name_is_found_in_every_kind_of_answer() -> None:
    sheet = to_xlsx(columns=["nama"], rows=[[NAME]])
    letter = typeset({"main.typ": f"Kepada {NAME}".encode()}, at=datetime(2026, 11, 22, tzinfo=UTC))

    assert NAME in text_of(HttpResponse(NAME))
    assert NAME in text_of(opened(letter, name="surat.pdf"))
    assert NAME in text_of(saved(sheet, name="daftar.xlsx"))
    assert NAME in text_of(saved(NAME.encode(), name="daftar.csv"))


def test_a_picture_and_a_broken_letter_say_nothing() -> None:
    assert text_of(HttpResponse(NAME, content_type="image/png")) == ""
    assert text_of(opened(b"a paper", name="surat.pdf")) == ""
