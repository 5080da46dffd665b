"""How many vote for the first time on a polling day, and how many of them are still to be recorded."""
