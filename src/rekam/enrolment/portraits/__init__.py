"""A new photograph of somebody who is recorded: no other recording, and nobody is searched for again.

Taken after a 1:1 match of a finger, in force once a second officer has approved the card that shows it; the
photograph before stays in the history.
"""
