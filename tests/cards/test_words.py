"""Every word of this room has its English one."""

from pathlib import Path

import pytest
from django.utils import translation

import rekam.cards
from rekam.cards.blanks.rules import BlankState
from rekam.cards.blanks.words import BLANK_STATUS
from rekam.cards.orders.rules import JobState, Priority
from rekam.cards.orders.words import JOB_STATUS, PRIORITIES
from rekam.cards.refusals import SENTENCES, STATUS

LOCALE = Path(rekam.cards.__file__).parent / "locale" / "en" / "LC_MESSAGES"


@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_is_told_in_english(code: str) -> None:
    with translation.override("en"):
        english = str(SENTENCES[code])
    with translation.override("id"):
        assert english != str(SENTENCES[code])


def test_a_status_belongs_to_a_sentence() -> None:
    assert set(STATUS) <= set(SENTENCES)


def test_every_state_has_its_word() -> None:
    assert set(JOB_STATUS) == set(JobState)
    assert set(BLANK_STATUS) == set(BlankState)
    assert set(PRIORITIES) == set(Priority)


def test_nothing_is_left_untranslated() -> None:
    text = (LOCALE / "django.po").read_text(encoding="utf-8")
    assert 'msgstr ""' not in text.split("\n\n", 1)[1]
    assert (LOCALE / "django.mo").stat().st_size > 1000
