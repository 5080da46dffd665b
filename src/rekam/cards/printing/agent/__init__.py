"""`rekam print`: the program on the computer beside a printer. No database, no Django."""
