"""Who is the same body: an engine without Django, and the services around it. Never sees a name or a NIK."""
