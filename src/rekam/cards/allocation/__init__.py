"""Blanks under shortage: who comes first, how many each site gets, when the stock ends, asking, lending.

Words: a *group* (orders.rules.Priority) is why somebody waits; an *order* ranks the groups from a day on; a
*share* says how many blanks each site gets; a *request* asks the centre for blanks; a *loan* moves some from
one office to another and comes back.
"""
