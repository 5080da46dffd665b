"""One folder for each device protocol."""
