"""Who acts and what they may, read from a request; shared by the views."""

from datetime import datetime
from typing import TypedDict

from django.http import HttpRequest
from django.utils import timezone

from rekam.accounts.permissions import officer
from rekam.accounts.rules import Role, may


class Who(TypedDict):
    """The actor and the moment, as services take them."""

    actor: str
    at: datetime


def who(request: HttpRequest) -> Who:
    """The signed-in officer, now."""
    return {"actor": officer(request).username, "at": timezone.now()}


def allowed(request: HttpRequest, permission: str) -> bool:
    """Whether the signed-in officer has a permission, for showing or hiding an act."""
    return may(Role(officer(request).role), permission)
