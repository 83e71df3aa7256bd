"""Recipe of `firefox-en-pt` and `firefox-pt-en`: the small translators of Firefox, fit for a processor."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import firefox_tokenizer
import numpy as np
import onnx
from firefox_float import write_float
from firefox_graph import HEADS, DecoderGraph, EncoderGraph
from firefox_sources import EN_PT, PT_EN, Student
from folder import LETTERS, SAMPLES, Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from marian_file import MarianFile
from message_sources import DJANGO, WAGTAIL, read_messages
from shortlist import Shortlist
from translation_quality import measure_quality, processor_seconds
from translator import DECODER, ENCODER, END, MAX_LENGTH_FACTOR, Translator

if TYPE_CHECKING:
    from sources import PackageCache

LANGUAGES = {"en": "English", "pt": "Portuguese"}
MAX_TOKENS = 128  # Bergamot breaks longer sentences
MAX_LENGTH = 512


def about(student: Student) -> Model:
    """Return what the manifest says."""
    source, target = LANGUAGES[student.source], LANGUAGES[student.target]
    return Model(
        name=student.name,
        task="translation",
        title=f"{source} to {target} (Firefox)",
        summary=f"Translates {source} into {target}, sentence by sentence.",
        repo="mozilla/firefox-translations-models",
        variant="q8",
        languages=(student.source, student.target),
        licence="MPL-2.0",
        base_licence="MPL-2.0",
        settings={
            "source": student.source,
            "target": student.target,
            "max_tokens": MAX_TOKENS,
            "max_length_factor": MAX_LENGTH_FACTOR,
        },
        sources=student.files,
        notes=(
            "The decoder is recurrent and chooses among the words that the encoder lists in `vocabulary`: its ids and "
            "logits are places in that list. The list covers the whole batch, so a sentence can rarely be translated "
            "otherwise in other company."
        ),
    )


def build(student: Student, cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, student.name)
    marian = MarianFile(cache.path(student.weights))
    shortlist = Shortlist(cache.path(student.shortlist))
    encoder = EncoderGraph(marian, shortlist)
    onnx.save(encoder.model(), folder / ENCODER)
    onnx.save(DecoderGraph(marian).model(), folder / DECODER)
    firefox_tokenizer.write(cache.path(student.tokenizer), folder / "tokenizer.json")
    write_json(folder / "config.json", config(student, encoder))
    generation = {
        "decoder_start_token_id": encoder.words,
        "eos_token_id": END,
        "pad_token_id": END,
        "max_length": MAX_LENGTH,
        "num_beams": 1,
        "do_sample": False,
    }
    write_json(folder / "generation_config.json", generation)
    copy_licences(folder, ("MPL-2.0.txt", "firefox-translations-NOTICE.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        write_float(marian, shortlist, folder, Path(scratch))
        measured = measure(student, folder, Path(scratch), cache)
    (folder / "README.md").write_text(card(student, measured), encoding="utf-8")
    write_manifest(folder, about(student), folder_entries(folder), measured)
    return folder


RECIPES = {student.name: partial(build, student) for student in (EN_PT, PT_EN)}


def config(student: Student, encoder: EncoderGraph) -> dict[str, Any]:
    """Return the content of `config.json`; the start is one more word than the tokeniser knows."""
    return {
        "architectures": ["BergamotStudent"],
        "model_type": "bergamot-student",
        "is_encoder_decoder": True,
        "vocab_size": encoder.words + 1,
        "d_model": encoder.width,
        "encoder_layers": encoder.marian.layers("encoder"),
        "decoder_layers": encoder.layers,
        "decoder_cell": "ssru",
        "encoder_attention_heads": HEADS,
        "decoder_attention_heads": HEADS,
        "eos_token_id": END,
        "pad_token_id": END,
        "decoder_start_token_id": encoder.words,
        "source_language": student.source,
        "target_language": student.target,
    }


def measure(student: Student, folder: Path, exact_folder: Path, cache: PackageCache) -> dict[str, Any]:
    """Time the letter of the samples; score and time the messages; compare the tokens of all."""
    letters = {language: (SAMPLES / name).read_text(encoding="utf-8") for language, name in LETTERS.items()}
    lines = [line for line in letters[student.source].splitlines() if line]
    translator = Translator(folder)
    times = [processor_seconds(lambda line=line: translator.translate([line]))[0] for line in lines]
    messages = read_messages(cache)
    source, reference = ([getattr(one, language) for one in messages] for language in (student.source, student.target))
    print(f"  translating {len(source)} messages in several ways")
    texts = [*firefox_tokenizer.ODD, *(line for letter in letters.values() for line in letter.splitlines())]
    equal = firefox_tokenizer.check(
        folder / "tokenizer.json", cache.path(student.pieces), [*texts, *source, *reference]
    )
    return {
        "seconds_per_input": round(float(np.median(times)), 5),
        "messages": measure_quality(folder, exact_folder, source, reference),
        "texts_tokenised_as_by_sentencepiece": equal,
    }


def card(student: Student, measured: dict[str, Any]) -> str:
    """Return the model card."""
    return CARD.format(
        name=student.name,
        source=LANGUAGES[student.source],
        target=LANGUAGES[student.target],
        release=student.release,
        factor=MAX_LENGTH_FACTOR,
        rows=quality_rows(measured["messages"]["quality"]),
        django=DJANGO.version,
        wagtail=WAGTAIL.version,
        messages=measured["messages"],
        message_milliseconds=1000 * measured["messages"]["seconds_per_line"],
        milliseconds=1000 * measured["seconds_per_input"],
        texts=measured["texts_tokenised_as_by_sentencepiece"],
        max_tokens=MAX_TOKENS,
    )


def quality_rows(quality: dict[str, dict[str, float]]) -> str:
    return "\n".join(
        f"| {WAYS[way]} | {figures['bleu']:.1f} | {figures['chrf2']:.1f} |" for way, figures in quality.items()
    )


WAYS = {
    "greedy": "integers, the best word of the shortlist (shipped)",
    "greedy_over_all_words": "integers, the best of all words",
    "4_beams": "integers, four beams over the shortlist",
    "float": "float32, the best word of the shortlist",
    "float_over_all_words": "float32, the best of all words",
}

CARD = """\
# {name}

Translates {source} into {target}: the "tiny" student of Firefox Translations, release {release}, whose integer
weights are kept as they are. Six transformer layers read, two layers with a simple recurrent unit write; one vocabulary
of 32,000 pieces. MPL-2.0, see `MPL-2.0.txt` and `firefox-translations-NOTICE.txt`.

`onnx/encoder_model_quantized.onnx`, once for a batch: `input_ids`, `attention_mask` [batch, tokens] → `vocabulary`
[words], the ids of the words that this batch may become, in rising order, the start behind them; and what the decoder's
inputs of the same names take. `extra_vocabulary` [words] may name further candidates.

`onnx/decoder_model_quantized.onnx`, one step: `input_ids` [batch, 1], places in `vocabulary`, at first the last place;
`position` [1], from 0; `past_state.0`, `past_state.1` [batch, 1, 256], at first zeros → `logits` [batch, 1, words] over
places in `vocabulary`; `present_state.0`, `present_state.1`. Place 0 is the end. A text has at most {factor} times the
source's tokens.

`tokenizer.json` makes the tokens of the published SentencePiece model ({texts} texts compared), after writing plainly
what the vocabulary lacks: typographic quotes, dashes and signs of currencies.

## Measured

A line of the sample letter takes {milliseconds:.1f} ms of one processor (median).

Messages of two programs, not news: {messages[lines]} sentences of Django {django} and Wagtail {wagtail} (BSD-3-Clause)
and their Brazilian translations by people, scored by sacrebleu as they stand. They are short, their words are those of
web sites, and their quotes are often typographic while the model's never are. Whether the model learnt from such
messages is not known.

| arithmetic and choice of words | BLEU | chrF2 |
|---|---|---|
{rows}

The float32 network has the same weights. With the same shortlist it writes {messages[same_as_float]:.0%} of the
messages letter for letter as the shipped one does, with all words {messages[same_as_float_over_all_words]:.0%}.

A message takes {message_milliseconds:.1f} ms of one processor by itself; in batches of {messages[batch]} a processor
translates {messages[lines_per_second_in_batches]:.0f} in a second.

Made and measured by `python packaging/starter/build.py --only {name}`.

## Limits

One sentence at a time, at most {max_tokens} tokens. Emoji, many signs and other scripts are not in the vocabulary and
get lost. A batch's candidates are those of all its sentences, so a sentence can become another in other company.
"""
