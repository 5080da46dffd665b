"""Codes that people read out and type (pure)."""

import secrets

# Crockford's: none that a hurried hand or eye takes for another, so no I, L, O and U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LIKE = str.maketrans("OIL", "011")


def new_code(*, letters: int) -> str:
    """A code that nobody can guess, five bits a letter."""
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def code_from(made: bytes, *, letters: int) -> str:
    """The code that stands for these bytes, one byte a letter; there are at least as many."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in made[:letters])


def alike(text: str) -> str:
    """Capitals, with O, I and L taken for the digits that they look like."""
    return text.upper().translate(_LIKE)


def read_code(text: str, *, letters: int) -> str:
    """A code from what somebody typed, without blanks and hyphens; longer by one where it was too long."""
    return "".join(letter for letter in alike(text) if letter.isalnum())[: letters + 1]
