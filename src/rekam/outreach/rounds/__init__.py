"""Home-visit days: which homes a team goes to on a day, in which order, and what came of each.

`routing` is the pure search (PyVRP) with its own check; `making` is the worker's part. A day is one `HomeDay`
of an office or kecamatan; each team has a `Route`; each request that could have been visited that day has a
`HomeStop`, also where it was left for another day, with the reason.
"""
