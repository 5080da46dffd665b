"""Blanks, print batches, the card's layout, hand-over."""
