"""A file as an answer says what it is, what it is called, and that nobody keeps it."""

import pytest

from rekam.ui.files import opened, saved


def test_one_is_saved_and_another_opened() -> None:
    sheet, letter = saved(b"a", name="alat.csv"), opened(b"b", name="surat.pdf")

    assert sheet["Content-Disposition"] == 'attachment; filename="alat.csv"'
    assert letter["Content-Disposition"] == 'inline; filename="surat.pdf"'
    assert [one["Content-Type"] for one in (sheet, letter)] == ["text/csv; charset=utf-8", "application/pdf"]
    assert {one["Cache-Control"] for one in (sheet, letter)} == {"no-store, private"}


def test_a_name_must_say_what_the_file_is() -> None:
    with pytest.raises(KeyError):
        saved(b"", name="alat.exe")
