"""How an institution used its right in a semester: made by us, confirmed by the institution."""
