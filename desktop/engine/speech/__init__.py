"""What is said in a recording.

`features` makes what Whisper hears, `voice` tells speech from pauses and `windows` cuts a stream of sound there;
`whisper` writes what is said in windows, `rules` say what it may write, `pieces` makes timed text of it, `words` finds
its words in time and `guards` refuse what was not said. `sequence` goes through a recording without knowing its pauses.
`letters` does the same as `whisper` for models that name a letter at every moment, and `transcript` puts it together.
"""
