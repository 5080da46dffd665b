"""What Rekam is made of: a bill of materials, and what advisories say of it; without a network."""
