"""The adjudicators' workbench where the ABIS runs by itself: sign in, the frame of a page, refusals.

The pages are those of the office (abis.views); here is what `web` gives them there. Nobody but adjudicators
signs in, and a code or passkey is not asked for: accounts are made at the server's terminal.
"""
