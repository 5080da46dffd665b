"""How often a JPEG is drawn over itself, known before anything of it is decoded (pure)."""

MOST_SCANS = 100
"""A camera's progressive JPEG has about ten; each scan walks over every pixel; an empty one is 20 bytes.

Source: ITU-T T.81, B.2.3 (a scan begins with FF DA, which stands nowhere in its coded data); the advice of
libjpeg-turbo's maintainers on progressive JPEGs of many scans.
"""

_SCAN = b"\xff\xda"


def is_drawn_too_often(data: bytes) -> bool:
    """Whether a JPEG has so many scans that only its reader's time can be meant."""
    return data.count(_SCAN) > MOST_SCANS
