"""What the refusals of this room say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise

from rekam.verification.api import refusals as api

SENTENCES: dict[str, str | Promise] = {**api.SENTENCES}
STATUS: dict[str, int] = {**api.STATUS}
