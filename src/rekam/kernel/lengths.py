"""What a request says of its own length (pure)."""

MOST_DIGITS = 18
"""Of any length that a machine could send; Python refuses to read a number of thousands of digits."""


def told_length(told: object) -> int | None:
    """The number that a Content-Length tells, 0 where it is absent; None for what is no number.

    Source: RFC 9110, 8.6 (digits, and nothing else).
    """
    digits = str(told or "0")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if is_number else None


def is_within(told: object, *, most: int) -> bool:
    """Whether a Content-Length is absent, or a number of at most so many bytes.

    What is no number is a length that nobody knows, so it is within nothing.
    """
    length = told_length(told)
    return length is not None and length <= most
