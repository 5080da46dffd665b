"""Published figures against each other: which add up, which do not, which cannot be told.

A figure is a number somebody printed about an area on a day: in a press statement, a DKB table, an
article. Figures of one case are judged by rules (`rules.RULES`), never by a list of known errors; nothing
here reads the register. The words: `statement` = the figures of one case, area and day; `settled` = its
counts after one that does not add up was mended. Doors: `rules.judge`, `lifting.lift`, `reading.read_table`.
"""
