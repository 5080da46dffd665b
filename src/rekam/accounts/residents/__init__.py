"""Accounts of residents: how somebody gets one and enters it, and how much it proves of who that is."""
