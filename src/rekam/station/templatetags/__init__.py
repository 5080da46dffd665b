"""Template tags of the station."""
