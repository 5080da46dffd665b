"""What officers do with applications: check the papers, ask, approve by a second person, see originals."""
