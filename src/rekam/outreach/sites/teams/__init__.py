"""Teams: where they begin, when they work, who is away."""
