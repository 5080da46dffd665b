"""Encrypted, content-addressed bytes (images, packets, documents), kept on two media."""
