"""The model manager: models become those of this computer. The only code that may have a network."""
