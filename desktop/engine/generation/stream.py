"""Text that is shown while it is written: whole characters only, and nothing of what ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import tokenizers


class TextStream:
    """The text of one prompt as it grows."""

    def __init__(
        self,
        tokenizer: tokenizers.Tokenizer,
        stop_strings: Sequence[str] = (),
        show: Callable[[str], None] | None = None,
    ) -> None:
        """Give each new piece of text to `show`; the writing ends before the first of the `stop_strings`."""
        from tokenizers.decoders import DecodeStream

        self.text = ""
        self._tokenizer = tokenizer
        self._decoder = DecodeStream(skip_special_tokens=True)
        self._stops = [stop for stop in stop_strings if stop]
        self._show = show
        self._shown = 0

    def add(self, token: int) -> bool:
        """Take a token; says whether the text is finished."""
        piece = self._decoder.step(self._tokenizer, token)
        if piece:
            self.text += piece
            found = [at for stop in self._stops if (at := self.text.find(stop, max(0, self._shown - len(stop)))) >= 0]
            if found:
                self.text = self.text[: min(found)]
                self._tell(len(self.text))
                return True
            self._tell(len(self.text) - self._held_back())
        return False

    def end(self) -> str:
        """Show what was held back and return the whole text."""
        self._tell(len(self.text))
        return self.text

    def _held_back(self) -> int:
        """Return how many characters at the end may be the beginning of a stop string."""
        longest = max((len(stop) for stop in self._stops), default=1) - 1
        for size in range(min(longest, len(self.text)), 0, -1):
            if any(stop.startswith(self.text[-size:]) for stop in self._stops):
                return size
        return 0

    def _tell(self, until: int) -> None:
        if self._show is not None and until > self._shown:
            self._show(self.text[self._shown : until])
        self._shown = max(self._shown, until)
