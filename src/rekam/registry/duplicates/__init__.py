"""Two rows that may be one person: found by what is written, judged by people, merged by nobody here."""
