"""What the office writes to people by itself: about applications, recordings, birthdays and a breach.

Words: a *notice* (pemberitahuan) is one thing told to one person or household, by message or letter; a *wish*
is the contact that somebody left with a slip; a *night* is one day's round of birthdays; a *breach* is one
leak of personal data, and whom it touched.
"""
