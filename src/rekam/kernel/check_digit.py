"""A check digit by Damm's method: each single wrong digit and each swap of two neighbours is found (pure).

Source: H. M. Damm, Total anti-symmetrische Quasigruppen (Marburg 2004), p. 111.
"""

# Quasigroup of order 10 without fixed points but zero's.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(digits: str) -> str:
    """The digit that makes the whole come out at zero, to be written behind these."""
    reached = "0"
    for digit in digits:
        reached = _DAMM[int(reached)][int(digit)]
    return reached


def is_whole(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    return check_digit(digits) == "0"
