"""The child's card (KIA): blanks that are only counted, one order an application, and its face on ID-1.

A KIA has no chip and its blanks bear no serial that we know of, so they are no part of the blank ledger of
the KTP-el: each site counts how many it holds, and every change of that number says why.
"""
