"""What an answer says, whatever it is: a page, a letter as PDF, a workbook, a list."""

import io

import pypdfium2
from django.http import HttpResponse
from openpyxl import load_workbook

from rekam.ui.files import TYPES


def text_of(answer: HttpResponse) -> str:
    """The words of an answer; none of a picture, or of bytes that are not what they are said to be."""
    kind, content = answer.headers["Content-Type"], b"".join(answer)
    if kind == TYPES["pdf"]:
        return _of_pdf(content)
    if kind == TYPES["xlsx"]:
        return _of_workbook(content)
    return "" if kind.startswith("image/") else content.decode(errors="replace")


def _of_pdf(content: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _of_workbook(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content), read_only=True)
    return "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    )
