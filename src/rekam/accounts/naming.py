"""Who an actor is, in words, for pages that tell who did something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rekam.accounts.models import Account
from rekam.accounts.role_words import ROLE_WORDS
from rekam.accounts.rules import Role


@dataclass(frozen=True)
class Named:
    """An actor: the full name and the post, which is role and office.

    Where no account has the user name (a job, a command), that is the name and the post is empty.
    """

    username: str
    name: str
    post: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.username})" if self.post else self.name


def in_a_list(account: Account) -> str:
    """An officer among others to choose from: Hj. Euis R., Kepala Dinas (hj-euis)."""
    return f"{account.display_name}, {ROLE_WORDS[Role(account.role)]} ({account.username})"


def named(usernames: Iterable[str]) -> Mapping[str, Named]:
    """Each of these actors by its user name, closed accounts too; in one query."""
    wanted = set(usernames)
    columns = ("username", "display_name", "role", "post__name")
    rows = Account.objects.filter(username__in=wanted).values_list(*columns)
    known = {
        username: Named(username, name, ", ".join(filter(None, (str(ROLE_WORDS[Role(role)]), office))))
        for username, name, role, office in rows
    }
    return {username: known.get(username) or Named(username, username) for username in wanted}
