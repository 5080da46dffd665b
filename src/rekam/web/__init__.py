"""Home, search and work queue: pages composed from the other rooms."""
