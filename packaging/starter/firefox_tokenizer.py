"""The tokeniser of a Firefox Translations student, held against the library that trained it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sentencepiece
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

END, UNKNOWN = "</s>", "<unk>"
CURRENCIES = {"£": "GBP", "€": "EUR", "¥": "JPY"}
# The vocabulary has none of these signs. Left alone, a typographic quote makes the model write nonsense and a sum of
# pounds become one of euros or dollars.
PLAIN = (
    ("[“”„‟«»]", '"'),
    ("[‘’‚‛´`]", "'"),
    ("[—―]", " - "),
    ("[‐‑–−]", "-"),
    *(
        rule
        for sign, code in CURRENCIES.items()
        for rule in ((f"(?<=\\d){sign}", f" {code}"), (f"{sign}(?=\\d)", f"{code} "), (sign, code))
    ),
)
# A zero-width space keeps words of the vocabulary that mean something special from being typed.
TYPED = tuple((special, f"<\u200b{special[1:]}") for special in (END, UNKNOWN))
ODD = (
    *("", "   ", "\t", "  two  spaces  ", "tab\tin", "line\nbreak", "a\r\nb", "no\u00a0break", "wide\u3000space"),
    *("soft\u00adhyphen", "zero\u200bwidth", "\ufeffmark", "line\u2028separator", "nul\u0000l", "\u0301first"),
    *("cafe\u0301 ação", "ﬁne ①②½ ㎏ ㈱", "Ａｂｃ１２３", "𝒳𝓎 ｶﾞ", "İstanbul ẞ", "¿¡ñÑ", "DON'T", "a_b ~ ^ {x} | <y>"),
    *("😀 👩‍👩‍👧 ☃︎", "漢字かな", "한국어", "नमस्ते", "مرحبا", "Русский", "▁under ▁ score", "</s>", "a <unk> b </s>"),
    *("https://x.y/z?q=1&b=2", "me@example.org", "12.345,67 $", "R$ 5,00", "..", "…", "，。", "\ud7ff", "￼ �"),
    *("“quotes” ‘single’ «guillemets»", "dash—dash – dash", "£5 and 5€, ¥", "€ 7"),
)


class TokenizerDiffers(RuntimeError):
    """A text becomes other tokens than the library makes of it."""


def write(published: Path, target: Path) -> None:
    """Write `tokenizer.json`: that of the package, with plain signs and an end."""
    content: dict[str, Any] = json.loads(published.read_text(encoding="utf-8"))
    plain = [replacement({"Regex": pattern}, text) for pattern, text in PLAIN]
    typed = [replacement({"String": special}, text) for special, text in TYPED]
    content["normalizer"]["normalizers"] = [*plain, *content["normalizer"]["normalizers"], *typed]
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    end = {"SpecialToken": {"id": END, "type_id": 0}}
    content["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [first, end],
        "pair": [first, second, end],
        "special_tokens": {END: {"id": END, "ids": [0], "tokens": [END]}},
    }
    target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def replacement(pattern: dict[str, str], content: str) -> dict[str, Any]:
    return {"type": "Replace", "pattern": pattern, "content": content}


def check(tokenizer: Path, pieces: Path, texts: Sequence[str]) -> int:
    """Return how many texts become the very tokens that sentencepiece makes of them, written plainly.

    Raises:
        TokenizerDiffers: one does not.
    """
    ours = Tokenizer.from_file(str(tokenizer))
    theirs = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    for text in texts:
        plain = text
        for pattern, content in PLAIN:
            plain = re.sub(pattern, content, plain)
        if ours.encode(text).ids != [*theirs.encode(plain), 0]:
            raise TokenizerDiffers(repr(text))
    return len(texts)
