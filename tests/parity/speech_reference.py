"""Tiny models of speech, converted, with what torch's transformers hears in made-up sound: `FOLDER`.

Run by the converter's environment; `test_speech.py` compares.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np

from desktop.converter.__main__ import ENVIRONMENT
from desktop.converter.__main__ import main as converted

RATE = 16_000
SEED = 5
CLIPS, LONG_SECONDS = 20, 80
TICKS = 1501
WRITTEN = 40
"""Tokens of a text at most."""
WORDS = 60
NAMES = (
    *("<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|pt|>", "<|translate|>", "<|transcribe|>"),
    *("<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"),
)
VOCABULARY = (*(f" w{number}" for number in range(WORDS)), *NAMES, *(f"<|{tick / 50:.2f}|>" for tick in range(TICKS)))
ID = {name: number for number, name in enumerate(VOCABULARY)}
END = ID["<|endoftext|>"]
LETTERS = ("<pad>", "<s>", "</s>", "<unk>", "|", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ'")


def sound(number: int, seconds: float) -> np.ndarray:
    """Return noise and tones that change, float32."""
    rng = np.random.default_rng(number)
    at = np.arange(round(seconds * RATE)) / RATE
    tones = np.zeros_like(at)
    for _ in range(4):
        tones += np.sin(2 * np.pi * rng.uniform(80, 6000) * at + 3 * np.sin(rng.uniform(0.3, 9) * at))
    tones *= 1.2 + np.sin(rng.uniform(1, 8) * at)
    return (0.1 * tones + 0.02 * rng.standard_normal(len(at))).astype(np.float32)


@functools.cache
def clips() -> tuple[np.ndarray, ...]:
    """Return sounds from half a second to a whole window."""
    return tuple(sound(number, 0.5 + 29.5 * number / (CLIPS - 1)) for number in range(CLIPS))


def main(folder: str) -> None:
    """Make everything in a folder."""
    os.environ.update(ENVIRONMENT)
    import torch

    torch.set_num_threads(1)
    make_whisper(Path(folder, "whisper"))
    make_letters(Path(folder, "letters"))


def make_whisper(folder: Path) -> None:
    """Write a tiny Whisper and what it hears: clips with and without moments, two languages, and a long recording."""
    import torch
    from tokenizers import Tokenizer, decoders, models
    from transformers import GenerationConfig, WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration

    torch.manual_seed(SEED)
    hub = folder / "hub"
    special = {"bos_token_id": END, "eos_token_id": END, "pad_token_id": END}
    special["decoder_start_token_id"] = ID["<|startoftranscript|>"]
    size = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4}
    config = WhisperConfig(
        vocab_size=len(VOCABULARY),
        num_mel_bins=80,
        max_target_positions=64,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        init_std=0.6,
        **size,
        **special,
    )
    model = WhisperForConditionalGeneration(config).eval()
    with torch.no_grad():
        model.model.decoder.embed_tokens.weight[ID["<|0.00|>"] :] *= 0.55  # else moments win nearly always
        model.model.decoder.embed_tokens.weight[END] *= 1.6
    model.generation_config = GenerationConfig(
        max_length=64,
        max_initial_timestamp_index=50,
        is_multilingual=True,
        no_timestamps_token_id=ID["<|notimestamps|>"],
        prev_sot_token_id=ID["<|startofprev|>"],
        lang_to_id={name: ID[name] for name in ("<|en|>", "<|pt|>")},
        task_to_id={task: ID[f"<|{task}|>"] for task in ("transcribe", "translate")},
        suppress_tokens=[1, 2, *(ID[name] for name in NAMES[1:9])],
        begin_suppress_tokens=[3, END],
        **special,
    )
    model.save_pretrained(hub)
    extractor = WhisperFeatureExtractor(feature_size=80)
    extractor.save_pretrained(hub)
    tokenizer = Tokenizer(models.WordLevel(dict(ID), unk_token=" w0"))
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens(list(NAMES))
    tokenizer.save(str(hub / "tokenizer.json"))
    answers = [answer(model, extractor, number, clip) for number, clip in enumerate(clips())]
    features = np.concatenate([heard(extractor, part) for part in np.split(sound(99, LONG_SECONDS), 10)], -1)
    np.save(folder / "long.npy", features)
    long = model.generate(
        torch.from_numpy(features)[None],
        attention_mask=torch.ones(1, features.shape[-1], dtype=torch.long),
        return_timestamps=True,
        return_segments=True,
        language="en",
        task="transcribe",
        condition_on_prev_tokens=False,
        max_new_tokens=WRITTEN,
    )
    segments = [[float(one["start"]), float(one["end"]), one["tokens"].tolist()] for one in long["segments"][0]]
    (folder / "answers.json").write_text(json.dumps({"clips": answers, "long": segments}))
    convert(hub, folder / "converted")


def heard(extractor: Any, samples: np.ndarray) -> np.ndarray:
    """Return the features of a sound alone, without the silence behind it."""
    made = extractor(samples, sampling_rate=RATE, return_tensors="np", padding=False).input_features[0]
    return np.ascontiguousarray(made, np.float32)


def answer(model: Any, extractor: Any, number: int, clip: np.ndarray) -> dict[str, Any]:
    """Return what torch writes of a clip, as the number of the clip says in which way."""
    import torch

    features = torch.from_numpy(extractor(clip, sampling_rate=RATE, return_tensors="np").input_features)
    way = {"language": ("en", "pt")[number % 2], "task": ("transcribe", "translate")[number % 3 == 0]}
    found = {}
    for timed in (True, False):
        for beams in (1, 3) if number % 5 == 0 else (1,):
            made = model.generate(features, return_timestamps=timed, num_beams=beams, max_new_tokens=WRITTEN, **way)
            found[f"{timed} {beams}"] = made[0].tolist()
    language = model.detect_language(features).tolist()[0]
    return {**way, "texts": found, "heard": VOCABULARY[language]}


def make_letters(folder: Path) -> None:
    """Write a tiny Wav2Vec2 and the letters of every frame that it hears."""
    import torch
    from transformers import Wav2Vec2Config, Wav2Vec2CTCTokenizer, Wav2Vec2FeatureExtractor, Wav2Vec2ForCTC

    torch.manual_seed(SEED)
    hub = folder / "hub"
    hub.mkdir(parents=True)
    config = Wav2Vec2Config(
        vocab_size=len(LETTERS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        conv_dim=[16] * 7,
        num_conv_pos_embeddings=16,
        num_conv_pos_embedding_groups=4,
        initializer_range=0.5,
    )
    model = Wav2Vec2ForCTC(config).eval()
    with torch.no_grad():
        model.lm_head.bias[1:4] = -1000.0  # a trained model names no special letter
    model.save_pretrained(hub)
    (hub / "vocab.json").write_text(json.dumps({letter: number for number, letter in enumerate(LETTERS)}))
    tokenizer = Wav2Vec2CTCTokenizer(str(hub / "vocab.json"))
    tokenizer.save_pretrained(hub)
    extractor = Wav2Vec2FeatureExtractor(do_normalize=True)
    extractor.save_pretrained(hub)
    answers = []
    for clip in clips():
        with torch.no_grad():
            values = extractor(clip, sampling_rate=RATE, return_tensors="pt").input_values
            best = model(values).logits[0].argmax(-1)
        made = tokenizer.decode(best, output_word_offsets=True)
        words = [[one["word"], int(one["start_offset"]), int(one["end_offset"])] for one in made["word_offsets"]]
        answers.append({"text": made["text"], "words": words})
    (folder / "answers.json").write_text(json.dumps(answers))
    convert(hub, folder / "converted")


def convert(hub: Path, out: Path) -> None:
    """Convert in a process of its own, which has the libraries already."""
    child = os.fork()
    if not child:
        status = 1
        try:
            status = converted([str(hub), "--out", str(out)])
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    main(sys.argv[1])
