"""Files to plain values and back."""
