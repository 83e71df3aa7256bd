"""A stand-alone program in an environment of its own; nothing here may import the rest of Ilha."""
