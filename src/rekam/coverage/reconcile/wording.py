"""The words by which a language tells what a number counts (pure)."""

from dataclasses import dataclass

# Told of by words, but no measure themselves (measures.py): what they mean hangs on their sentence.
OTHER = "other"  # something else than people and their cards: certificates, voters' rolls, family cards
MEN, WOMEN = "male", "female"
NOT = "not"  # "2.215 belum", "3,086 have not": the opposite of what the sentence told before


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Regular expressions of one language, matched in any case.

    measures       name and pattern; of two at one place the first counts, so what is denied stands first
    leads          what ends right before a number that is told of what stands before it
    breaks         what parts two clauses: words beyond it are farther away
    target         before a percentage that is hoped for
    target_behind  right behind one
    target_missed  undoes `target`
    denied         right before a number that is named only to be refused
    not_yet        right before 100 per cent that is not reached
    nation         before a number of the whole country
    of_recorded    right behind a percentage: it is one of the recorded
    promise        a sentence with a due date that promises everything
    people         right behind a small number that counts people
    rate           right behind a number that is one of a day or of an outing, or that is money
    joins          between two numbers of one thing
    """

    measures: tuple[tuple[str, str], ...]
    leads: str
    breaks: str
    target: str
    target_behind: str
    target_missed: str
    denied: str
    not_yet: str
    nation: str
    of_recorded: str
    promise: str
    people: str
    rate: str
    joins: str
