"""A refusal of a service beside the form that led to it, so that nothing typed is lost."""

from collections.abc import Callable

from django import forms

from rekam.applications import refusals
from rekam.coverage import refusals as coverage
from rekam.kernel.errors import RuleBroken
from rekam.registry import refusals as registry


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether it was done; what a rule refused stands in the form's summary, unless it is no rule of ours."""
    try:
        act()
    except RuleBroken as broken:
        rooms = (refusals, registry, coverage)
        told = next((room.SENTENCES[broken.code] for room in rooms if broken.code in room.SENTENCES), None)
        if told is None:
            raise
        text = str(told)
        form.add_error(None, text.format(**broken.facts) if "{" in text else text)
        return False
    return True
