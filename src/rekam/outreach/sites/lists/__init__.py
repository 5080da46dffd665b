"""Names of a school's, pesantren's or prison's people: read from a file, matched to the register, dropped."""
