"""Pages of accounts: entering, one's own account, officers, deputies, the first set-up."""
