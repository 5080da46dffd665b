"""Times on the wire: whole seconds since 1970 in JWT and CWT, RFC 3339 text in an mdoc (pure)."""

from datetime import UTC, datetime

from rekam.kernel.errors import RuleBroken

LATEST = 253_402_300_799  # the last second of the year 9999


def stamp(at: datetime) -> int:
    """Whole seconds since 1970. Raises ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return int(at.timestamp())


def moment(told: object) -> datetime:
    """The moment of a JWT's or CWT's NumericDate. Raises RuleBroken("credential_malformed")."""
    return datetime.fromtimestamp(number(told), UTC)


def number(told: object) -> int:
    """A NumericDate as whole seconds. Raises RuleBroken("credential_malformed")."""
    if isinstance(told, float) and told.is_integer():
        told = int(told)
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= LATEST:
        raise RuleBroken("credential_malformed", where="time")
    return told


def latest(*told: object) -> datetime | None:
    """The last of some NumericDates, of those that are there. Raises RuleBroken("credential_malformed")."""
    return max((moment(one) for one in told if one is not None), default=None)


def text(at: datetime) -> str:
    """RFC 3339 in UTC without fractions, as ISO/IEC 18013-5 wants its tdate."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_text(told: object) -> datetime:
    """The moment of a tdate. Raises RuleBroken("credential_malformed")."""
    if not isinstance(told, str):
        raise RuleBroken("credential_malformed", where="time")
    try:
        at = datetime.fromisoformat(told)
    except ValueError as error:
        raise RuleBroken("credential_malformed", where="time") from error
    if at.tzinfo is None:
        raise RuleBroken("credential_malformed", where="time")
    return at


def check_window(*, not_before: datetime | None, expires: datetime, at: datetime) -> None:
    """Refuse what does not count at that moment; it counts from `not_before` until before `expires`.

    Raises RuleBroken("credential_not_yet_valid" | "credential_expired").
    """
    if not_before is not None and at < not_before:
        raise RuleBroken("credential_not_yet_valid", since=text(not_before))
    if at >= expires:
        raise RuleBroken("credential_expired", until=text(expires))
