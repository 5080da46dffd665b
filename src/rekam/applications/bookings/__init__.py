"""A place at a counter or a service day without standing in line: bookings, queue numbers, waiting, outages.

Words: a *place* is a counter that the office keeps, or one service event of a day; a *session* is what a
place offers on a day to one *line* (recording, or the desk); a *slot* is half an hour of it, never stored;
a *ticket* is a queue number of the day; an *outage* is when a place does not work, told in public.
"""
