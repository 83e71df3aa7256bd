"""The model manager: the only code with a network. Its parts arrive with the model manager."""
