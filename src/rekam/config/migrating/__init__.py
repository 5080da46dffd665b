"""Bringing a filled database to this version: what is to be done, whether it may be begun, doing it.

Its words: a *step* is one migration that is not applied yet; the *mark* is what a version leaves in the
database of itself. Its door is `rekam migrate` (config.migrate), and `rekam serve` goes through it.
"""
