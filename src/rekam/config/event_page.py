"""docs/reference/events.md, made from the tables of the register's events."""

from collections.abc import Iterable

HEAD = "| event | NIK | KK | KTP-el | who withdraws the old card | law | In force from |"
MOVES = "| practice | who moves | kecamatan | KK number | sure | source |"


def text() -> str:
    """What each event does to NIK, KK and card, with its law; and the KK number on a move inside the city."""
    return f"""# Events of the register

What each event does, by the table of `src/rekam/registry/entries/effects.py`, from which this page is made.
"recall" = the article is from memory. Besides these the kinds that begin with `ektp.` tell the steps of the
card's ladder ([ladder](ladder.md)).

{table(HEAD, effects())}

`card_reissued`, `turned_17`, `card_lost` and `card_damaged` are not entered: the first follows when another
member's event changes the card, the second from the birth date, the others from a print order.

## What was recorded wrongly

`death_annulled` and `double_undone` take back the last `death` or `double_nik` of a resident, as entries of
high risk that a second person decides. What that event did is undone where it still stands, read from the
events it wrote: the resident is active, a widowed spouse is married, and a family that got a new card for
want of its head is on the old number again, where it lives now, with whoever joined it since. What changed
again since (a widow who remarried, a child who left the card) stays, and the entry names of whom. Nothing is
rewritten: the events of both remain, and the state is still what they fold to. That the KK number comes back
is our reading; no article on it was found.

## What is told and refuses nothing

An entry shows warnings, each with the name of the person where it is about somebody else: a NIK that differs
from the data, a birth date by convention, a marriage under 19, of the married, within one KK or of near
relatives by the names of their parents (UU 1/1974 Pasal 8, recall), a day before a later event of that
resident, and another entry that waits. The same kind, resident and facts wait once: sent again they are
refused as `entry_waits_already`.

## The KK number on a move inside the kabupaten or kota

Sources differ, so each office says which practice is its own: `REKAM_KK_ON_MOVE` ([settings](settings.md)).

{table(MOVES, moves())}
"""


def table(head: str, rows: Iterable[Iterable[object]]) -> str:
    """A table of Markdown."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *lines])


def effects() -> Iterable[Iterable[object]]:
    """One row a kind of event."""
    from rekam.registry.entries.effects import EFFECTS, OnCard

    for kind, one in EFFECTS.items():
        withdraws = "–" if one.card is OnCard.NOTHING else one.withdraws
        yield f"`{kind}`", one.nik, one.kk, one.card, withdraws, one.law, one.since


def moves() -> Iterable[Iterable[object]]:
    """One row a case of each practice."""
    from rekam.registry.entries.moves import MOVES_WITHIN

    for practice, rows in MOVES_WITHIN.items():
        for row in rows:
            who = "whole family" if row.whole_family else "some members"
            kecamatan = "same" if row.same_kecamatan else "other"
            yield f"`{practice}`", who, kecamatan, row.kk, "yes" if row.sure else "no", row.source
