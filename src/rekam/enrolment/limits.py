"""How much the door takes in from somebody whom it cannot know before the packet is whole.

Free disk is the last limit (upload_files.check_space); these stand before it, so that nobody fills it alone.
"""

from datetime import timedelta

# Bodies that are taken at once; each is held in memory. The web's own door lets in fewer (web.door.rules).
BODIES_AT_ONCE = 12

# Uploads that were begun and are not whole: all stations of a province on bad lines at once, and some air.
PENDING_UPLOADS = 500
PENDING_BYTES = 4 * 1024**3
# An upload to which no byte came for so long gives way, where there is no room for a new one.
IDLE = timedelta(hours=1)

# Packets of one station that wait for the worker, or were refused: months of a busy laptop.
KEPT_OF_STATION = 10_000
# Packets that no station of ours signed. They are kept for whoever has to look, but not without end.
KEPT_OF_STRANGERS = 200


def has_room(*, count: int, length: int) -> bool:
    """Whether so many unfinished uploads, of so many bytes when they will be whole, are not too many."""
    return count <= PENDING_UPLOADS and length <= PENDING_BYTES


def most_kept(station: str) -> int:
    """How many packets that were not accepted are kept of a station (kid), or of all strangers ("")."""
    return KEPT_OF_STATION if station else KEPT_OF_STRANGERS
