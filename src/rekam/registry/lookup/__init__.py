"""Finding a resident from one box: NIK, KK number, or a name as heard, with year or area."""
