"""What is wrong with a laptop and what to do: a screen, and a bundle to send; neither names anybody."""
