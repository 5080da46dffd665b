"""Service outside the domicile: the one narrow door to residents of other offices.

The person stands at the counter and says NIK, full name and birth date; the office serves and prints
without changing anything. Doors of this part: services, queries; doors.sql past row security.
"""
