"""What an area is to reach by a date: one share a measure and day, set by the office or its province."""
