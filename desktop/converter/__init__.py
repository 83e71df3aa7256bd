"""A stand-alone program in an environment of its own; nothing here may import the rest of Ilha.

Only `source`, `tasks` and `faults` are free of torch and can be imported anywhere.
"""
