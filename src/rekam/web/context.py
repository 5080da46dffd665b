"""What every page shows around its own content."""

from django.conf import settings
from django.http import HttpRequest

from rekam.accounts.permissions import find_officer


def page(request: HttpRequest) -> dict[str, object]:
    """The office in the band, the account, and whether this is the demo."""
    return {"account": find_officer(request), "is_demo": settings.REKAM_DEMO}
