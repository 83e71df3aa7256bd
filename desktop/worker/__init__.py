"""The engine process and its clients; no Qt."""
