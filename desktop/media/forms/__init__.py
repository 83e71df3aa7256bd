"""The forms a result can take: JSON, plain text, Markdown and rows. Each module has one dispatch over the kinds."""
