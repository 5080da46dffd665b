"""Pages of the station: door, people, one person, outbox."""
