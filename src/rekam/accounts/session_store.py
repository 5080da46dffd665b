"""Django's sessions in the database, read together with who has them: one statement where it takes five.

Every page begins with it, so it is written by hand.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from rekam.accounts.models import Account, Office, SignIn
from rekam.kernel.rows import columns, row_of, width

ARRIVAL = """
SELECT session.session_data,
  EXISTS (SELECT FROM accounts_deputy deputy WHERE deputy.stand_in_id = accounts_account.id
          AND deputy.ended_at IS NULL AND deputy.until_day >= %s),
  {columns}
FROM django_session session
LEFT JOIN accounts_signin
  ON accounts_signin.session_key = session.session_key AND accounts_signin.ended_at IS NULL
LEFT JOIN accounts_account ON accounts_account.id = accounts_signin.account_id
LEFT JOIN accounts_office ON accounts_office.id = accounts_account.post_id
WHERE session.session_key = %s AND session.expire_date > %s
"""


@dataclass(frozen=True)
class Arrived:
    """Who came with a session.

    sign_in    its row, not ended; the account and the account's office come with it
    stands_in  whether the account may have somebody's work to do today; False = certainly not
    """

    sign_in: SignIn
    stands_in: bool


class SessionStore(db.SessionStore):
    """A session as Django keeps it, and who came with it."""

    _arrived: Arrived | None = None

    @property
    def arrived(self) -> Arrived | None:
        """Who came with it; None where nobody signed in, or the session was ended."""
        self.keys()  # reads it, where nobody has yet
        return self._arrived

    def load(self) -> dict[str, Any]:
        """What the session holds; {} where there is none or its time is over."""
        found = _read(self.session_key or "", at=timezone.now())
        if found is None:
            self._session_key = None
            return {}
        data, self._arrived = found
        kept: dict[str, Any] = self.decode(data)
        return kept


def _read(session_key: str, *, at: datetime) -> tuple[str, Arrived | None] | None:
    # Yesterday is nowhere over when it is over in London: which day it is, the account's zone says later.
    since = at.date() - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [since, session_key, at])
        row = cursor.fetchone()
    if row is None:
        return None
    data, stands_in, *rest = row
    sign_in = row_of(SignIn, rest)
    account = row_of(Account, rest[width(SignIn) :])
    if sign_in is None or account is None:
        return data, None
    account.post = row_of(Office, rest[width(SignIn) + width(Account) :])
    sign_in.account = account
    return data, Arrived(sign_in, stands_in)


@lru_cache(maxsize=1)
def _statement() -> str:
    return ARRIVAL.format(columns=", ".join(columns(model) for model in (SignIn, Account, Office)))
