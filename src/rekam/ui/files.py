"""A file as an answer: saved by the browser, or opened in it; nothing on the way keeps a copy."""

from django.http import HttpResponse

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def saved(content: bytes, *, name: str) -> HttpResponse:
    """A file that the browser saves under a name; its ending says what it is (TYPES)."""
    return _answer(content, name=name, how="attachment")


def opened(content: bytes, *, name: str) -> HttpResponse:
    """A file that the browser shows, as a letter that is about to be printed."""
    return _answer(content, name=name, how="inline")


def _answer(content: bytes, *, name: str, how: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    answer["Cache-Control"] = "no-store, private"
    return answer
