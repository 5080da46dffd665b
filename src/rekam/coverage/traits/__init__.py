"""What sort of place an area is: remote, border, coast, island. Told by a list, never guessed."""
