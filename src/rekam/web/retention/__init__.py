"""How long what is kept, and the daily job that lets it go. It stands above the rooms, which do the work."""
