"""Practice: the station over a folder of its own, with invented people and scanners that can be told to fail.

An app beside the station: it wraps its pages, and no page of the station knows of it.
"""
