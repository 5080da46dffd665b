"""Names that another system gives to records here: opaque, and never the number of a person. Pure."""

import re
from typing import Final

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


def is_reference(text: str) -> bool:
    """Whether a text may be a reference id: short, of letters, digits and -._: only, and not digits alone.

    A number by itself is what people are known by in a register, and none of those comes in here.
    """
    return NAME.fullmatch(text) is not None and not text.isdigit()
