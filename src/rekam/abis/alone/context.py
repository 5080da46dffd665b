"""The frame of the workbench's pages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rekam.accounts.permissions import find_officer
from rekam.ui.parts import NavItem, Shell


def page(request: HttpRequest) -> dict[str, object]:
    """Whose bench it is, and that no office's register stands behind it."""
    account = find_officer(request)
    if account is None:
        return {"alone": True, "shell": Shell(office="ABIS")}
    nav = [
        NavItem(label=str(label), href=reverse(name), current=request.path == reverse(name))
        for label, name in ((_("Ajudikasi"), "abis:cases"), (_("Diputus"), "abis:decided_cases"))
    ]
    shell = Shell(office="ABIS", role=account.username, nav=nav, logout_url=reverse("web:log_out"))
    return {"alone": True, "shell": shell}
