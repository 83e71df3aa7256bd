"""A task on texts at work on a table: each different text once, and what is finished kept on the disk."""
