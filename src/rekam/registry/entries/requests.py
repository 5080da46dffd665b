"""Who acts, read from a request; shared by the views."""

from datetime import datetime
from typing import TypedDict

from django.http import HttpRequest
from django.utils import timezone

from rekam.accounts.permissions import officer


class Who(TypedDict):
    """The actor and the moment, as services take them."""

    actor: str
    at: datetime


def who(request: HttpRequest) -> Who:
    """The signed-in officer, now."""
    return {"actor": officer(request).username, "at": timezone.now()}
