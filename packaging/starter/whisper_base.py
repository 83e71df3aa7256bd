"""Recipe of `whisper-base`: OpenAI's speech model for 99 languages, fit for a processor."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from ctranslate2_file import read_tensors
from folder import Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from speech_sources import read_clips
from tokenizers import Tokenizer
from whisper_graph import DecoderGraph, EncoderGraph
from whisper_products import by_blocks, by_floats, by_rows
from whisper_runner import WhisperRunner, errors, words
from whisper_sources import CONFIG, TOKENIZER, WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sources import PackageCache

NAME = "whisper-base"
ENCODER, DECODER = "onnx/encoder_model_quantized.onnx", "onnx/decoder_model_merged_quantized.onnx"
MELS, POSITIONS, FIRST_MOMENT_AT_MOST = 80, 448, 50
END, START, TASKS = "<|endoftext|>", "<|startoftranscript|>", ("transcribe", "translate")

ABOUT = Model(
    name=NAME,
    task="automatic-speech-recognition",
    title="Whisper base (99 languages)",
    summary="Writes down what is said in 99 languages, and translates it into English.",
    repo="openai/whisper-base",
    variant="q8",
    licence="MIT",
    base_licence="MIT",
    sources=(*WEIGHTS, CONFIG, TOKENIZER),
    notes=(
        "The encoder gives the keys and values that the decoder attends to, so the decoder needs no first step of its "
        "own and has each weight once. Its outputs `cross_attentions` tell where words are."
    ),
)


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    tensors = read_tensors([cache.path(part) for part in WEIGHTS], "Whisper")
    published = json.loads(cache.path(CONFIG).read_text(encoding="utf-8"))
    looked_at = sorted({layer for layer, _ in published["alignment_heads"]})
    onnx.save(EncoderGraph(tensors, by_rows()).model(), folder / ENCODER)
    onnx.save(DecoderGraph(tensors, by_blocks(), looked_at).model(), folder / DECODER)
    write_tokenizer(cache.path(TOKENIZER), folder / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    write_json(folder / "config.json", config(tensors, tokenizer))
    write_json(folder / "generation_config.json", generation(published, tokenizer))
    write_json(folder / "preprocessor_config.json", PREPROCESSOR)
    copy_licences(folder, ("whisper-MIT.txt",))
    measured = measure(folder, tensors, cache)
    (folder / "README.md").write_text(card(folder, measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


PREPROCESSOR = {
    "feature_extractor_type": "WhisperFeatureExtractor",
    "feature_size": MELS,
    "sampling_rate": 16_000,
    "hop_length": 160,
    "chunk_length": 30,
    "n_fft": 400,
    "padding_value": 0.0,
}


def write_tokenizer(published: Path, target: Path) -> None:
    """Write the same tokeniser without the spaces of a file for people, its pairs as words with a space between."""
    content = json.loads(published.read_text(encoding="utf-8"))
    merges = content["model"]["merges"]
    content["model"]["merges"] = [pair if isinstance(pair, str) else " ".join(pair) for pair in merges]
    target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def config(tensors: dict[str, NDArray[Any]], tokenizer: Tokenizer) -> dict[str, Any]:
    """Return the content of `config.json`."""
    vocabulary, width = tensors["decoder/embeddings/weight"].shape
    if vocabulary != tokenizer.get_vocab_size():
        message = f"the tokeniser has {tokenizer.get_vocab_size()} tokens, the model {vocabulary}"
        raise ValueError(message)
    layers = sum(name.startswith("encoder/layer_") and name.endswith("ffn/linear_0/bias") for name in tensors)
    heads = int(tensors["encoder/num_heads"])
    return {
        "architectures": ["WhisperForConditionalGeneration"],
        "model_type": "whisper",
        "is_encoder_decoder": True,
        "vocab_size": vocabulary,
        "num_mel_bins": MELS,
        "d_model": width,
        "encoder_layers": layers,
        "decoder_layers": layers,
        "encoder_attention_heads": heads,
        "decoder_attention_heads": heads,
        "max_source_positions": len(tensors["encoder/position_encodings/encodings"]),
        "max_target_positions": POSITIONS,
        "decoder_start_token_id": tokenizer.token_to_id(START),
        "eos_token_id": tokenizer.token_to_id(END),
        "pad_token_id": tokenizer.token_to_id(END),
    }


def generation(published: dict[str, Any], tokenizer: Tokenizer) -> dict[str, Any]:
    """Return the content of `generation_config.json`."""
    languages = {str(tokenizer.id_to_token(number)): number for number in published["lang_ids"]}
    return {
        "max_length": POSITIONS,
        "max_initial_timestamp_index": FIRST_MOMENT_AT_MOST,
        "return_timestamps": False,
        "is_multilingual": True,
        "decoder_start_token_id": tokenizer.token_to_id(START),
        "eos_token_id": tokenizer.token_to_id(END),
        "pad_token_id": tokenizer.token_to_id(END),
        "no_timestamps_token_id": tokenizer.token_to_id("<|notimestamps|>"),
        "prev_sot_token_id": tokenizer.token_to_id("<|startofprev|>"),
        "lang_to_id": languages,
        "task_to_id": {task: tokenizer.token_to_id(f"<|{task}|>") for task in TASKS},
        "suppress_tokens": published["suppress_ids"],
        "begin_suppress_tokens": published["suppress_ids_begin"],
        "alignment_heads": published["alignment_heads"],
    }


def measure(folder: Path, tensors: dict[str, NDArray[Any]], cache: PackageCache) -> dict[str, Any]:
    """Compare clips of speech with the same network in floats."""
    clips = read_clips(cache)
    said = sum(len(words(clip.said)) for clip in clips)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch)
        onnx.save(EncoderGraph(tensors, by_floats).model(), exact / "encoder.onnx")
        onnx.save(DecoderGraph(tensors, by_floats, [], 32).model(), exact / "decoder.onnx")
        ways = {"shipped": runner(folder, folder / ENCODER, folder / DECODER)}
        ways["float"] = runner(folder, exact / "encoder.onnx", exact / "decoder.onnx")
        texts = {way: [one.write(clip.samples) for clip in clips] for way, one in ways.items()}
    times = [ways["shipped"].seconds(clip.samples)[1] for clip in clips]
    return {
        "seconds_per_input": round(float(np.median(times)), 4),
        "clips": len(clips),
        "words": said,
        "word_errors": {
            way: sum(errors(clip.said, text) for clip, text in zip(clips, made, strict=True))
            for way, made in texts.items()
        },
        "clips_as_float": sum(one == other for one, other in zip(*texts.values(), strict=True)),
    }


def runner(folder: Path, encoder: Path, decoder: Path) -> WhisperRunner:
    settings = json.loads((folder / "generation_config.json").read_text(encoding="utf-8"))
    return WhisperRunner(encoder, decoder, folder / "tokenizer.json", settings["suppress_tokens"])


def card(folder: Path, measured: dict[str, Any]) -> str:
    """Return the model card."""
    sizes = {name: (folder / name).stat().st_size / 1e6 for name in (ENCODER, DECODER)}
    return CARD.format(encoder_mb=sizes[ENCODER], decoder_mb=sizes[DECODER], **measured)


CARD = """\
# whisper-base

OpenAI's Whisper of 74 million weights for 99 languages, MIT (`whisper-MIT.txt`), from the 16-bit weights of a
CTranslate2 file.

`{{encoder}}` ({encoder_mb:.0f} MB), once for thirty seconds: `input_features` [batch, 80, 3000] →
`past_key_values.N.encoder.key`, `.value`, what layer N of the decoder attends to. Weights and activations are integers
with a scale for every row, multiplied as such; weights of 7 bits.

`{{decoder}}` ({decoder_mb:.0f} MB): `input_ids` [batch, tokens], `cache_position` [tokens], what the
encoder gave, `past_key_values.N.decoder.key`, `.value` of what was written → `logits`, `present.N.decoder.key`,
`.value`, and `cross_attentions.N` of the layers that tell where a word is. Weights have 8 bits and a scale for every
128 of them; the table of tokens is there once, for the first layer and the last. Several rows that follow one another
may share a row of what the encoder gave.

## Measured

{clips} clips of English speech with {words} words, the likeliest token at each step: {word_errors[shipped]} word
errors, with float weights {word_errors[float]}; {clips_as_float} texts equal letter for letter. A clip takes
{seconds_per_input:.1f} s (median).

Made and measured by `python packaging/starter/build.py --only whisper-base`; longer recordings by
`python packaging/starter/speech_quality.py`.

## Limits

Speech of one language at a time. Translation is into English alone. What is said softly, fast, in noise, in dialects or
in languages with few hours of training gets more errors; names are guessed by their sound.
""".replace("{{encoder}}", ENCODER).replace("{{decoder}}", DECODER)
