"""The clock's words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.clock.rules import Cause

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"

CAUSES: Mapping[str, Text] = {
    Cause.APPLICANT: lazy("menunggu pemohon"),
    Cause.CENTRE: lazy("menunggu pusat"),
    Cause.BLANKS: lazy("menunggu blanko"),
}
DAY_WORDS: Mapping[str, Text] = {
    "past": lazy("lewat"),
    "today": lazy("hari ini"),
    "paused": lazy("jam berhenti"),
    "limit": lazy("batas"),
    "late": lazy("terlambat"),
}
