"""The number of the transaction that wrote a row, given by PostgreSQL."""

from typing import Any

from django.db import models


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's xid8: a reader who must not miss rows takes only those of finished transactions
    (below pg_snapshot_xmin(pg_current_snapshot()))."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002
        """The column's type."""
        return "xid8"

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> int | None:
        """The number; psycopg hands it over as text."""
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        """As text, which PostgreSQL reads as xid8."""
        return value if value is None or hasattr(value, "resolve_expression") else str(value)


class CurrentTransaction(models.Func):
    """pg_current_xact_id()."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = TransactionId()
