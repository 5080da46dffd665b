"""Whatever is sent to a door, a page or a parser: it ends in an answer or a refusal."""
