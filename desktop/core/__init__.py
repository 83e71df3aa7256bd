"""Value objects, protocols and errors; standard library only."""
