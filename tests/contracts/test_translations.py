"""Every room speaks English too: nothing left out, nothing guessed, and compiled as written."""

import re
from collections import defaultdict

import pytest

from tests.contracts import words

ROOMS = words.rooms()
PLACE = re.compile(r"%\((\w+)\)[sd]|(%%)")


def entries(room: str) -> list[words.Entry]:
    path = words.PACKAGE / room / words.LANGUAGE / "django.po"
    return words.read_po(path) if path.exists() else []


def test_the_rooms_with_pages_are_found() -> None:
    assert {"web", "coverage", "registry", "enrolment", "abis", "cards", "station", "ui"} <= set(ROOMS)


def test_sentences_are_found_under_any_name_and_in_both_tags() -> None:
    python = 'from django.utils.translation import gettext_lazy as lazy\nlazy("satu")\nprint("bukan")\n'
    counted = "{% blocktranslate count n=n %}{{ n }} keping{% plural %}{{ n }} lembar{% endblocktranslate %}"
    html = '{% translate "dua" %}' + counted
    assert [s.one for s in words.in_python(python)] == ["satu"]
    assert list(words.in_template(html)) == [
        words.Sentence("dua"),
        words.Sentence("%(n)s keping", "%(n)s lembar"),
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_has_its_english(room: str) -> None:
    """Mended by `python -m tests.contracts.words`, which adds what is missing, and by a translator."""
    english = {entry.sentence.one for entry in entries(room) if all(entry.english)}
    assert [s.one for s in words.sentences(room) if s.one not in english] == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_english_is_guessed(room: str) -> None:
    assert [entry.sentence.one for entry in entries(room) if entry.is_fuzzy] == []


@pytest.mark.parametrize("room", ROOMS)
def test_places_for_values_are_kept(room: str) -> None:
    """The singular may say "once" instead of the number; the last form has every place."""
    for entry in entries(room):
        wanted = {found[0] for found in PLACE.findall(entry.sentence.one)} - {""}
        given = {found[0] for found in PLACE.findall(entry.english[-1])} - {""}
        assert wanted == given, entry.sentence.one


@pytest.mark.parametrize("room", ROOMS)
def test_the_compiled_file_is_the_written_one(room: str) -> None:
    written = words.compiled(entries(room))
    compiled = words.read_mo(words.PACKAGE / room / words.LANGUAGE / "django.mo")
    assert {k: v for k, v in compiled.items() if k} == {k: v for k, v in written.items() if k}


@pytest.mark.parametrize(
    "process", [sorted({*ROOMS} - {"station"}), ["ui", "station"]], ids=["server", "station"]
)
def test_one_sentence_has_one_english(process: list[str]) -> None:
    """Django joins the words of a process, so a sentence must not depend on which room comes first."""
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for room in process:
        for entry in entries(room):
            found[entry.sentence.one].add(entry.english)
    assert {one: english for one, english in found.items() if len(english) > 1} == {}
