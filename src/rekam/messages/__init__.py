"""Templates and adapters for what is sent to people, with opt-out and a log."""
