"""Settings, history, installed models and paths."""
