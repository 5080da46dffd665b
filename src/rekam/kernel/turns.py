"""One after the other, where two transactions may not look at the same time (the sequence of a number)."""

from django.db import connection


def take_turn(room: int, key: str) -> None:
    """Wait until no other transaction has this key of this room; it is given back when this one ends.

    room  a number of the room's own, so that equal keys of two rooms do not meet
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [room, key])
