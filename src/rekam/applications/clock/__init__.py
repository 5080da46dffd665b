"""The four-day clock: how many days the office has used, what stopped it, and who waits too long."""
