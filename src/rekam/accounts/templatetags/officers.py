"""`{% load officers %}`: an officer as pages show one."""

from collections.abc import Mapping

from django import template

from rekam.accounts.queries import Named

register = template.Library()


@register.inclusion_tag("accounts/named.html")
def named(names: Mapping[str, Named], username: str) -> dict[str, Named]:
    """Full name, then small the post and the user name; `names` from rekam.accounts.queries.named."""
    return {"one": names[username]}


@register.filter
def of(names: Mapping[str, Named], username: str) -> str:
    """The same within a sentence: Hj. Euis R. (hj-euis)."""
    return str(names[username])
