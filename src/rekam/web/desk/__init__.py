"""The verifikator's desk: one queue over everything that needs a second pair of eyes."""
