"""The laptop that records people, with or without a network."""
