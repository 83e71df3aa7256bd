"""Conversations with a model: its template puts one into words, `context` makes it fit, `conversation` answers it."""
