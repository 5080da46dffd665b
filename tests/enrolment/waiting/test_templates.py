"""Pages take statuses and moves from the table: no template names one to decide by."""

import re
from pathlib import Path

from rekam.enrolment.rules import Status
from rekam.enrolment.waiting.rules import Remedy

SOURCE = Path(__file__).resolve().parents[3] / "src" / "rekam"
STATUS = re.compile("|".join(Status))
DECIDES = re.compile(r"{%\s*(?:if|elif|with|ifequal)[^%]*?(?:" + "|".join(Status) + ")")


def test_no_template_of_this_room_names_a_status_or_a_remedy() -> None:
    remedies = re.compile("|".join(rf'"{one}"' for one in Remedy))
    pages = sorted((SOURCE / "enrolment" / "templates").rglob("*.html"))
    assert pages
    for page in pages:
        text = page.read_text()
        assert not STATUS.search(text), page.name
        assert not remedies.search(text), page.name


def test_no_template_anywhere_decides_by_a_status_of_its_own() -> None:
    pages = sorted(SOURCE.rglob("templates/**/*.html"))
    assert [page.name for page in pages if DECIDES.search(page.read_text())] == []
    assert DECIDES.search('{% if record.state == "REQUEST_VALIDATION" %}')
