"""Which products are papers of ours, and how they are numbered (pure)."""

from rekam.applications.catalogue.rules import Product

# KK, letters and extracts are printed on plain A4; KTP-el and KIA are the two that are not.
# Source: m.cyberthreat.id/read/7487 (practice of Ditjen Dukcapil).
ON_PAPER = frozenset({Product.KK, Product.MOVE_LETTER, Product.BIODATA, Product.BIRTH_ACT, Product.DEATH_ACT})
SHORT = {
    Product.KK: "KK",
    Product.MOVE_LETTER: "SKPWNI",
    Product.BIODATA: "BIODATA",
    Product.BIRTH_ACT: "AKL",
    Product.DEATH_ACT: "AKM",
}
MOST_CHECKS, CHECK_MINUTES = 20, 10  # of the public page, from one address


def number_of(kind: Product, *, sequence: int, office: str, year: int) -> str:
    """The number on the paper; its form is ours."""
    return f"{sequence:05}/{SHORT[kind]}/{office}/{year}"
