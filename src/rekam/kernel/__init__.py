"""Pure values that everybody shares, and the door to the database: scope, roles, the embedded server."""
