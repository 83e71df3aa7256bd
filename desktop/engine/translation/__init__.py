"""Translation: what a model calls its languages, sentences through a model, and what must come out as it went in."""
