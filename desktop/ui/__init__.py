"""Thin widgets and item models: ask, show, never compute."""
