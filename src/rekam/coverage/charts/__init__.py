"""Charts drawn on the server as SVG text (pure): no style attribute and no script, since pages forbid both.

Colours and strokes are classes of ui/scss/_dashboard.scss; the page shows the same numbers in a table.
"""
