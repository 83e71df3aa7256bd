"""Recipe of `minilm-sentiment`: all-MiniLM-L6-v2, fine-tuned with the project's own three-class head.

The head sees the average token vector of the embeddings and of every layer, because middle layers tell mood better than
the last one, which was trained to tell topics apart. It is fitted on the encoder as published; then both are trained
together, written as an integer graph and calibrated as that graph answers.
"""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from typing import TYPE_CHECKING

import numpy as np
import onnx
from folder import Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from minilm_graph import EncoderGraph, add_head, read_safetensors
from minilm_sources import CONFIG, RATINGS, TOKENIZER, WEIGHTS
from ratings import LABELS, SETS, Parts, Sentence, read_sentences, split
from runner import MODEL, TextRunner, softmax
from sentiment_head import calibrate, confusion, figures, fit_head, macro_f1, polar_accuracy
from sentiment_training import Corpus, Tuned, fine_tune

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray
    from sources import PackageCache

NAME = "minilm-sentiment"
MAX_TOKENS = 128  # of the sentences the head was fitted on; the longest has fewer
BATCH = 16

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
        "probabilities can differ by a few hundredths with its company. Encoder and head were trained on rated "
        "single sentences: split longer texts into sentences."
    ),
)


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    config = json.loads(cache.path(CONFIG).read_text(encoding="utf-8"))
    sentences = read_sentences(cache.path(RATINGS))
    labels = np.array([sentence.label for sentence in sentences])
    parts = split(sentences, labels)
    seeds = train(cache, config, sentences, parts)
    best = max(seeds, key=lambda tuned: tuned.macro_f1)
    tune = [sentences[index] for index in np.flatnonzero(parts.tune)]
    model, quantised = finish(best, config, cache.path(TOKENIZER[0]), tune)
    onnx.save(model, folder / MODEL)
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
    measured = measure(folder, sentences, labels, parts)
    measured["seeds"] = [
        {"seed": one.seed, "epoch": one.epoch, "tune_macro_f1": round(one.macro_f1, 4), "chosen": one is best}
        for one in seeds
    ]
    measured["tuning_part"] = quantised
    (folder / "README.md").write_text(card(measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def train(cache: PackageCache, config: dict[str, Any], sentences: list[Sentence], parts: Parts) -> list[Tuned]:
    """Fit the head on the unchanged encoder, then train both, once per seed."""
    weights = read_safetensors(cache.path(WEIGHTS))
    encoder = EncoderGraph(weights, config).model()
    runner = TextRunner(encoder.SerializeToString(), cache.path(TOKENIZER[0]), "features", MAX_TOKENS)
    texts = [sentence.text for sentence in sentences]
    labels = np.array([sentence.label for sentence in sentences])
    print(f"  encoding {len(texts):,} sentences")
    head = fit_head(runner.run_sorted(texts, BATCH), labels, parts)
    ids = runner.ids(texts)
    return fine_tune(weights, config, head, Corpus(ids, np.array([s.rating for s in sentences]), labels, parts))


def finish(
    tuned: Tuned, config: dict[str, Any], tokenizer: Path, tune: list[Sentence]
) -> tuple[onnx.ModelProto, dict[str, float]]:
    """Return the integer graph, calibrated on the tuning part, and how it compares there with the float network."""
    encoder = EncoderGraph(tuned.weights, config).model()
    plain = add_head(deepcopy(encoder), *tuned.head)
    runner = TextRunner(plain.SerializeToString(), tokenizer, "logits", MAX_TOKENS)
    logits = np.concatenate([runner.run([sentence.text]) for sentence in tune])
    labels = np.array([sentence.label for sentence in tune])
    scale, offset = calibrate(logits, labels)
    quantised = {
        "float_macro_f1": round(tuned.macro_f1, 4),
        "macro_f1": round(macro_f1(logits * scale + offset, labels), 4),
        "labels_equal": round(float((logits.argmax(1) == tuned.logits.argmax(1)).mean()), 4),
    }
    print(f"  seed {tuned.seed} in integers: {quantised}")
    weight, bias = tuned.head.weight * scale, tuned.head.bias * scale + offset
    return add_head(encoder, weight.astype(np.float32), bias.astype(np.float32)), quantised


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
            "learn": int(parts.learn.sum()),
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
    seeds = "\n".join(
        f"| {one['seed']} | {one['epoch']} | {one['tune_macro_f1']:.3f} | {'chosen' if one['chosen'] else ''} |"
        for one in measured["seeds"]  # type: ignore[attr-defined]
    )
    return CARD.format(
        table=table,
        seeds=seeds,
        polar=measured["positive_against_negative"],
        milliseconds=1000 * measured["seconds_per_input"],  # type: ignore[operator]
        **measured["tuning_part"],  # type: ignore[arg-type]
        **measured["sentences"],  # type: ignore[arg-type]
    )


CARD = """\
# minilm-sentiment

Tells whether an English sentence is `negative`, `neutral` or `positive`.

* **Encoder**: [all-MiniLM-L6-v2](https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), 6 layers, 384 wide;
  the upper four fine-tuned by this project, all quantised. Apache-2.0.
* **Head**: this project's own; a linear layer over the average token vectors of the embeddings and of all six layers.
* **Training data**: sentences rated by people (tweets, film reviews, product reviews, editorials) that come with
  vaderSentiment 3.3.2 (C. J. Hutto, E. Gilbert: *VADER*, ICWSM 2014). MIT, see `vaderSentiment-MIT.txt`.
* **Licence of this folder**: Apache-2.0, see `Apache-2.0.txt`.

Inputs `input_ids`, `attention_mask`, `token_type_ids` [batch, tokens]; outputs `logits` [batch, 3] and
`last_hidden_state` [batch, tokens, 384]. Dense layers multiply integers: weights keep to 7 bits, so that nothing
saturates on processors without VNNI; activations are quantised over the whole batch, so a text's probabilities can
differ by a few hundredths with the texts it travels with. Texts of similar length should share a batch.

## Measured

A mean rating of -4 to 4 at or below -0.8 counts as negative, at or above 0.8 as positive, within ±0.4 as neutral; what
lies between is not measured. Whole reviews and articles went to one part: {learn:,} sentences to learn from ({fit:,} of
them of a clear class), {tune:,} to choose and calibrate, {test:,} held out for this table; the fine-tuning chose
nothing by them.

| held-out sentences | n | accuracy | macro-F1 | calibration error |
|---|---|---|---|---|
{table}

When neutral is no choice, positive and negative are told apart in {polar:.3f} of the polar sentences.
One sentence takes {milliseconds:.1f} ms (median, two shared cores).

Three seeds were trained; epoch and seed follow the macro-F1 on the tuning part.

| seed | best epoch | macro-F1, tuning part | |
|---|---|---|---|
{seeds}

On the tuning part the chosen network scores {float_macro_f1:.3f} in float and {macro_f1:.3f} in integers, with
{labels_equal:.1%} of the labels equal.

Made and measured by `python packaging/starter/build.py --only minilm-sentiment`.

## Limits

English only. One sentence at a time: the raters saw single sentences. Irony and mixed feelings are often missed, and
neutral is the weakest class.
"""
