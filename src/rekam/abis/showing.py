"""A verdict and its evidence for the page of a decided case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rekam.abis import adjudication
from rekam.abis.models import Case, Verdict
from rekam.abis.rules import Answer
from rekam.abis.seen import parameters_digest, parts_of
from rekam.abis.words import ANSWERS
from rekam.ui import numbers
from rekam.ui.language import page_language

GROUP = 8  # letters of a whole digest that stand together, so that it breaks on a narrow screen
SHORT = 12  # letters of a digest that a page shows; the whole one is in the record


@dataclass(frozen=True, kw_only=True)
class Given:
    """One person's verdict: who, what, why, when, and what lay before them."""

    actor: str
    sign: str
    word: str | Promise
    reason: str
    at: datetime
    rows: Sequence[Mapping[str, str]]
    parts: Sequence[Mapping[str, object]]
    steps: "Steps"
    images: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The engine's steps by name, each with its value at every compared part; "–" where there was none."""

    parts: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


def given(verdict: Verdict) -> Given:
    """A verdict for a page."""
    sign, word = ANSWERS[Answer(verdict.answer)]
    shown: Mapping[str, Any] = verdict.shown
    return Given(
        actor=verdict.actor,
        sign=sign,
        word=word,
        reason=verdict.reason,
        at=verdict.at,
        rows=_rows(shown),
        parts=parts_of(shown),
        steps=_steps(shown.get("matched", {})),
        images=_images(shown.get("images", {})),
    )


def parameters(case: Case) -> Sequence[tuple[str, str]]:
    """The engine's parameters of the search behind a case, by name, and their digest last."""
    told = [(name, str(value)) for name, value in sorted(case.run.parameters.items())]
    digest = parameters_digest(case.run)
    parted = " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))
    return [*told, ("sha256", parted)]


def _rows(shown: Mapping[str, Any]) -> list[dict[str, str]]:
    engine: Mapping[str, Any] = shown.get("engine", {})
    if not engine:
        return []
    extractors = sorted(set(engine["extractors"].values()))
    return [
        {"key": _("Templat"), "value": _("versi %(version)s") % {"version": engine["template"]}},
        {"key": _("Pembaca jari"), "value": ", ".join(extractors) or numbers.NO_BASE},
        {"key": _("Parameter"), "value": engine["parameters_sha256"][:SHORT]},
        {
            "key": _("Galeri"),
            "value": _("%(count)s orang")
            % {"count": numbers.count(shown["gallery"], language=page_language())},
        },
        {"key": _("Skor"), "value": adjudication.score_words(shown["score"], far=shown["far"])},
    ]


def _steps(matched: Mapping[str, Mapping[str, float]]) -> Steps:
    names = sorted({name for steps in matched.values() for name in steps})
    return Steps(
        parts=[str(adjudication.POSITION_WORDS[position]) for position in matched],
        rows=[
            (name, [f"{steps[name]:g}" if name in steps else numbers.NO_BASE for steps in matched.values()])
            for name in names
        ],
    )


def _images(images: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str, str]]:
    """Each part with its digest on both sides; the template last."""
    a, b = images.get("A", {}), images.get("B", {})
    names = [name for name in (*adjudication.POSITION_WORDS, *a, *b) if name in a or name in b]
    return [
        (str(adjudication.POSITION_WORDS.get(name, name)), _short(a.get(name, "")), _short(b.get(name, "")))
        for name in dict.fromkeys(names)
    ]


def _short(digest: str) -> str:
    return digest[:SHORT] or numbers.NO_BASE
