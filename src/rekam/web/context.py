"""What every page shows around its own content."""

from django.conf import settings
from django.http import HttpRequest

from rekam.accounts.models import Account


def page(request: HttpRequest) -> dict[str, object]:
    """The office in the band, the account, and whether this is the demo."""
    account = request.user if hasattr(request, "user") and isinstance(request.user, Account) else None
    return {"account": account, "is_demo": settings.REKAM_DEMO}
