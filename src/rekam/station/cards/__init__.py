"""Handing printed cards over away from the office: finding the holder, comparing 1:1, telling the server."""
