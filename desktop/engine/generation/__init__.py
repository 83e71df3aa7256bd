"""Writing token by token, for every model that writes: translation, speech, captions, summaries, chat.

`decoder` runs the graphs and keeps what they remember, `search` and `beams` choose the tokens, `scores` bends their
scores, `settings` says how, and `writer` puts it together.
"""
