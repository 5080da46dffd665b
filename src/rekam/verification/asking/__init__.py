"""Questions of institutions, answered "as recorded" or "not confirmed" by field; nothing is read out."""
