"""Viewers of results; none is loaded before it is needed, or the window has nothing else to do."""
