"""Faces and fingers of institutions, compared 1:1 with what was recorded: same or not, never how alike.

rules     what may be compared, how often it may be tried, and what counts as the same (pure)
samples   from the bytes that were sent to what is compared; takes CPU, a few at a time
services  the question: tried, counted, compared, recorded
Of a picture nothing stays, and no score leaves (docs/how-to/compare-a-face.md).
"""
