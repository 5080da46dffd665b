"""Answers yes or no to institutions that ask."""
