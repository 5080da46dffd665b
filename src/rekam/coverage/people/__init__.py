"""The lists behind the counts: whoever a count takes, by the same rule and so as many."""
