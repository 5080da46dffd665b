"""Where the coverage of an area will be on a date, as quantiles.

Owns no tables. Pure: lives (who waits), hazard (how soon one is recorded), tempo (good and bad months), rates
(who comes and goes), scenarios, simulate, outcome, explain. Its door is `forecast.project`; `queries` reads
the register for it.
"""
