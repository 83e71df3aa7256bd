"""The proof as a file: everything that was tried, with a digest that shows when a word was changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from desktop.core.errors import StorageNotWritable
from desktop.core.proof import Attempt, Proof
from desktop.core.usage import FormatUnknown
from desktop.worker.proof_report import save

PROOF = Proof(
    level="enforced",
    attempts=(Attempt(name="tcp", via="native", errno="EPERM"), Attempt(name="write-outside", via="python", errno="")),
    control=(Attempt(name="tcp", via="child", errno=""),),
)


def test_data_has_every_attempt_and_a_digest_of_the_rest(tmp_path: Path) -> None:
    digest = save(PROOF, tmp_path / "proof.json")
    found = json.loads((tmp_path / "proof.json").read_text("utf-8"))
    assert found.pop("sha256") == digest
    assert digest == hashlib.sha256(json.dumps(found, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert (found["ok"], found["level"], found["control"]) == (False, "enforced", {"ok": True})
    assert found["probes"][0] == {"name": "tcp", "via": "native", "errno": "EPERM", "refused": True}
    assert {"app", "time", "system"} <= found.keys()


def test_text_says_it_in_sentences_and_ends_with_the_digest_of_them(tmp_path: Path) -> None:
    digest = save(PROOF, tmp_path / "proof.txt")
    *said, last = (tmp_path / "proof.txt").read_text("utf-8").splitlines(keepends=True)
    assert last == f"sha256 {digest}\n"
    assert digest == hashlib.sha256("".join(said).encode()).hexdigest()
    assert "ok   Open a connection (TCP), from native code: EPERM, " in "".join(said)
    assert "BAD  Write a file outside of its work folder, from Python: it was let" in "".join(said)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown):
        save(PROOF, tmp_path / "proof.pdf")
    with pytest.raises(StorageNotWritable):
        save(PROOF, tmp_path / "absent" / "proof.txt")
    assert not list(tmp_path.iterdir())
