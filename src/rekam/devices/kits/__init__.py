"""Kits and their parts: where they are, who has them, what is broken, until when, and what that costs."""
