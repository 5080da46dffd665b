"""Where bytes that should be text are not (pure)."""


def place_of(error: UnicodeDecodeError) -> dict[str, int]:
    """The line, from 1, and the byte in it, from 1, at which decoding stopped; a byte order mark counts not.

    Counted in what the codec read: utf-8-sig takes the mark off first and counts from behind it.
    """
    before = error.object[: error.start]
    return {"line": before.count(b"\n") + 1, "byte": error.start - before.rfind(b"\n")}
