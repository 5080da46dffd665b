"""Who is recorded, who is missing, where: counts that add up, on any date."""
