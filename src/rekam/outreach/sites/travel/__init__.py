"""How long the way is: the office's links, then a road map, then a straight line, called an estimate."""
