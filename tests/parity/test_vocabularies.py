"""The `tokenizer.json` made of an old vocabulary reads 10,000 lines as the tokeniser that it was made from.

Where two orders of the same pieces are equally likely (`0 00`, `00 0`), sentencepiece, which adds up single floats, may
take the other one; nothing but that is allowed, and only in a few lines.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import tokenizers

from desktop.engine.sentencepieces import ids_of
from desktop.engine.vocabulary import make_tokenizer_json
from tests.parity import cache, texts, vocabularies

TIED_AT_MOST = 10


@pytest.fixture(scope="module")
def place() -> Path:
    """A folder with vocabularies, lines and what the library makes of them; made once and kept."""
    digest = hashlib.sha256()
    for module in (vocabularies, texts):
        digest.update(Path(str(module.__file__)).read_bytes())
    found = cache.CACHE / f"vocabularies-{digest.hexdigest()[:16]}"
    with cache.locked("vocabularies"):
        if not found.exists():
            for old in cache.CACHE.glob("vocabularies-*"):
                shutil.rmtree(old)
            part = found.with_suffix(".part")
            part.mkdir()
            done = cache.run_there("tests.parity.vocabularies", str(part), HF_HUB_OFFLINE="1")
            assert done.returncode == 0, done.stdout
            part.rename(found)
    return found


@pytest.mark.parametrize("kind", vocabularies.KINDS)
def test_ten_thousand_lines_are_read_alike(
    kind: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSFORMERS_VERBOSITY", "error")
    lines = json.loads((place / "lines.json").read_text(encoding="utf-8"))
    expected = json.loads((place / f"{kind}.json").read_text(encoding="utf-8"))
    assert len(lines) == len(expected) == vocabularies.LINES
    own = tokenizers.Tokenizer.from_file(str(make_tokenizer_json(place / kind, tmp_path / "tokenizer.json")))
    found = [ids_of(own, line) for line in lines]
    unlike = [at for at, ids in enumerate(expected) if found[at] != ids]
    wrong = [lines[at] for at in unlike if sorted(found[at]) != sorted(expected[at])]
    assert not wrong, f"{len(wrong)} lines, such as {wrong[:3]!r}"
    assert len(unlike) <= TIED_AT_MOST
