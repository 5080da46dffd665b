"""A resident's own yes to a question: asked by a partner with a code, given at /saya/izin/, used once.

rules     which fields need it, how long it holds (pure)
services  asking, giving, refusing, using
views     the resident's pages
"""
