"""Who votes for the first time on a polling day: counts for every office, the list for the centre only."""
