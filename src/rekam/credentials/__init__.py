"""The digital ID: issue, present, revoke."""
