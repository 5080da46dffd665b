"""Bulk import: a list from SIAK, checked, compared with the register, approved, taken over.

Words: an *extract* is a file of residents, a *statuses* file says how far each KTP-el has come. A line is
*rejected* with a code, or *accepted*, perhaps with warnings. What differs from the register is the *diff*:
new, changed, gone. Nobody is ever removed. Door: `services`; the command is `rekam import`.
"""
