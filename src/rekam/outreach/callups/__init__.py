"""Calling up who is not recorded: everybody is called, the week is drawn by lot, and the list comes back.

Words: a *round* draws a week for each RT of an area; a *list* names people to one recipient (lurah, camat,
RT, RW, the head of a school, a household) and is answered by its code without an account, signed in, or on
paper; an *answer* is one outcome for one person; a *case* is what an answer says of the register (died,
moved), for two officers to look into. An answer never changes the register.
"""
