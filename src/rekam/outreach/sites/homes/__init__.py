"""Visits at home: asked for by the kelurahan, the family or the puskesmas; a queue with an age."""
