"""Phones that hold digital IDs, and the half of each phone's key that the office keeps.

rules     what a phone sends, and how often a wrong PIN may come
services  a phone begins, opens, changes its PIN, belongs to a resident, is removed
api       the doors, under /api/v1/wallets/
shell     the files of the pages in the phone
hosting   the address of their own that these have, with nothing of the office
"""
