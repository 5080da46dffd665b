"""The log of outages: what did not work, where, from when until when, why, how many people were turned away.

Machines suspect (silent stations), people confirm. Words: an outage has sites (the office or kecamatan where
kits stand) and a share of their kits that stood still. What is announced to the public and to those who
booked is another thing (applications.bookings.outages): that tells, this remembers.
"""
