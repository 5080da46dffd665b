"""Payloads typed into forms, each form as it is sent from its page: what nobody types there is sound."""

from collections.abc import Callable, Iterator

from django import forms

from tests.fuzz.ill_typed import fields_behind
from tests.scope.makers import ANYTHING, TYPED

# A text of a fixed form: with anything else in it nothing behind it is reached.
FORMED = ("nik", "kk", "serial", "code", "password", "username", "phone", "next", "area", "position")
WORDS = "alasan yang cukup panjang"
Told = dict[str, object]


def typed_into(
    view: Callable[..., object], *, route: str, texts: Iterator[str], every: bool
) -> Iterator[Told]:
    """What is sent: payloads in all texts of a form at once; where `every` is asked for, then in each."""
    fields = fields_behind(view)
    sound = {name: _sound(name, field) for name, field in fields.items()} | ANYTHING | TYPED.get(route, {})
    free = [
        name for name, field in fields.items() if is_text(name, field) and name not in TYPED.get(route, {})
    ]
    if not free:
        return
    yield sound | {name: next(texts) for name in free}
    if every:
        yield from (sound | {name: next(texts)} for name in free)


def is_text(name: str, field: forms.Field | None) -> bool:
    """Whether somebody types words there."""
    if any(name.endswith(word) for word in FORMED):
        return False
    return field is None or type(field) is forms.CharField


def _sound(name: str, field: forms.Field | None) -> object:
    """A value that the field is there for."""
    if isinstance(field, forms.ChoiceField):
        given = [str(value) for value, _ in field.choices if value]
        return given[0] if given else ""
    for kinds, value in SOUND.items():
        if isinstance(field, kinds):
            return value
    return "3673024101900101" if name.endswith(("nik", "kk")) else WORDS


SOUND: dict[tuple[type[forms.Field], ...], object] = {
    (forms.IntegerField, forms.DecimalField): "3",
    (forms.DateField, forms.DateTimeField): "2026-11-24",
    (forms.TimeField,): "08:00",
    (forms.BooleanField,): "on",
    (forms.FileField,): "",
}
