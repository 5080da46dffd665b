"""A rush of residents: so many are inside at once, the others wait in line on a page that asks no database.

`rules` the line, pure; `shared` its memory, one for all web processes; `gate` how many pages of residents
run at once; `middleware` what a request meets (decision 0054, docs/explanation/rush.md).
"""
