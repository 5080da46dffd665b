"""The Ditjen's ten indicators of a fortnight: one computed here, eight typed in, one not published."""
