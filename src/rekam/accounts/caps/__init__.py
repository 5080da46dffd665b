"""How many residents an officer may see in a day: counted, warned of, stopped, and raised with a reason."""
