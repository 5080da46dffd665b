"""What the projection said each day of the office and its kecamatan, kept so that pages need not run it."""
