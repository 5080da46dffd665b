"""Every word of this room has its English one."""

from pathlib import Path

import pytest
from django.utils import translation

from rekam.cards import words
from rekam.cards.refusals import SENTENCES, STATUS
from rekam.cards.rules import BlankState, JobState, Priority

LOCALE = Path(words.__file__).parent / "locale" / "en" / "LC_MESSAGES"


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_is_told_in_english(code: str) -> None:
    with translation.override("en"):
        english = str(SENTENCES[code])
    with translation.override("id"):
        assert english != str(SENTENCES[code])


def test_a_status_belongs_to_a_sentence() -> None:
    assert set(STATUS) <= set(SENTENCES)


def test_every_state_has_its_word() -> None:
    assert set(words.JOB_STATUS) == set(JobState)
    assert set(words.BLANK_STATUS) == set(BlankState)
    assert set(words.PRIORITIES) == set(Priority)


def test_nothing_is_left_untranslated() -> None:
    text = (LOCALE / "django.po").read_text(encoding="utf-8")
    assert 'msgstr ""' not in text.split("\n\n", 1)[1]
    assert (LOCALE / "django.mo").stat().st_size > 1000
