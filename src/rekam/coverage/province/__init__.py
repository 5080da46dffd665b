"""The province's page: its kabupaten/kota side by side, in counts only.

Words: a *part* is a kabupaten/kota; a *track* is whether the present pace reaches the target on its day.
"""
