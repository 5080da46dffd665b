"""Whether the server is well: each check has a number, a bound with its reason, and what to do.

Words: a *reading* is one number at a moment; a *check* compares it with its bounds; its *state* is "well",
"look" or "act". Page, command, metrics and alert rules are made of the same table of checks.
"""
