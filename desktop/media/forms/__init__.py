"""The forms a result can take: JSON, plain text, Markdown and rows, each module with one dispatch over the kinds.

Subtitles and documents of Word are forms of speech alone.
"""
