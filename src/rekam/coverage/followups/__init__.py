"""Follow-ups: what a province notes about an office or asks of it, and what the office answers.

Words: a *note* only tells; a *request* is to be answered by a day; the office answers and closes.
"""
