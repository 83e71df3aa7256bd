"""Models that write token by token, and the ways they are asked to, by the names that the library gives them."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity.case import Case

_SPECIAL = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
_REWRITER = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 64,
    **_SPECIAL,
}
_WRITER = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
    **_SPECIAL,
}
_SEES = {
    "model_type": "vit",
    "image_size": 32,
    "patch_size": 8,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
}
_PICTURES = {"reads": "ViTImageProcessor", "options": {"size": {"height": 32, "width": 32}}}

_PLAIN: tuple[dict[str, Any], ...] = (
    {},
    {"no_repeat_ngram_size": 2, "repetition_penalty": 1.3},
    {"bad_words_ids": [[9], [10, 11]], "min_new_tokens": 6},
    {"suppress_tokens": [4, 12], "begin_suppress_tokens": [13, 14], "forced_eos_token_id": 2},
)
_BEAMS: tuple[dict[str, Any], ...] = (
    *_PLAIN,
    {"early_stopping": True, "length_penalty": 2.0},
    {"early_stopping": False, "length_penalty": 0.5},
    {"early_stopping": "never", "length_penalty": 1.5},
)
_WAYS = (*({"num_beams": 1, **way} for way in _PLAIN[1:]), *({"num_beams": 4, **way} for way in _BEAMS))

_case = partial(Case, params={"num_beams": 1}, also=_WAYS)
_translator = partial(_case, task="translation", reads="byte pairs")
_told = partial(_translator, params={"num_beams": 1, "forced_bos_token_id": 17})
"""For a translator that is told the language by the first token it writes."""
_shortener = partial(_case, task="summarization", reads="byte pairs")
_writer = partial(_case, task="text-generation", reads="byte pairs")
_teller = partial(_case, task="image-to-text", model="VisionEncoderDecoderModel", config="VisionEncoderDecoderConfig")

CASES = (
    _translator(
        architecture="Marian",
        model="MarianMTModel",
        config="MarianConfig",
        settings={**_REWRITER, "decoder_start_token_id": 1, "forced_eos_token_id": 2},
    ),
    _told(
        architecture="M2M100 and NLLB",
        model="M2M100ForConditionalGeneration",
        config="M2M100Config",
        settings={**_REWRITER, "decoder_start_token_id": 2},
    ),
    _told(
        architecture="mBART",
        model="MBartForConditionalGeneration",
        config="MBartConfig",
        settings={**_REWRITER, "decoder_start_token_id": 2, "forced_eos_token_id": 2},
    ),
    _translator(
        architecture="T5",
        model="T5ForConditionalGeneration",
        config="T5Config",
        settings={
            "d_model": 32,
            "d_kv": 8,
            "d_ff": 64,
            "num_layers": 2,
            "num_heads": 4,
            "decoder_start_token_id": 1,
            **_SPECIAL,
        },
    ),
    _shortener(
        architecture="BART",
        model="BartForConditionalGeneration",
        config="BartConfig",
        settings={
            **_REWRITER,
            "decoder_start_token_id": 2,
            "forced_bos_token_id": 0,
            "forced_eos_token_id": 2,
        },
    ),
    _case(
        architecture="Whisper",
        task="automatic-speech-recognition",
        model="WhisperForConditionalGeneration",
        config="WhisperConfig",
        settings={
            **_REWRITER,
            "num_mel_bins": 16,
            "max_source_positions": 1500,
            "max_target_positions": 48,
            "decoder_start_token_id": 3,
            "suppress_tokens": [5],
            "begin_suppress_tokens": [6, 2],
        },
        reads="WhisperFeatureExtractor",
        options={"feature_size": 16},
    ),
    _teller(
        architecture="ViT-GPT2",
        settings={
            "encoder": _SEES,
            "decoder": {
                "model_type": "gpt2",
                "n_embd": 32,
                "n_layer": 2,
                "n_head": 4,
                "n_positions": 64,
                "is_decoder": True,
                "add_cross_attention": True,
                **_SPECIAL,
            },
            "decoder_start_token_id": 0,
            **_SPECIAL,
        },
        **_PICTURES,
    ),
    _teller(
        architecture="TrOCR",
        settings={
            "encoder": _SEES,
            "decoder": {
                "model_type": "trocr",
                "d_model": 32,
                "decoder_layers": 2,
                "decoder_attention_heads": 4,
                "decoder_ffn_dim": 64,
                "max_position_embeddings": 64,
                "cross_attention_hidden_size": 32,
                "is_decoder": True,
                "add_cross_attention": True,
                **_SPECIAL,
            },
            "decoder_start_token_id": 2,
            **_SPECIAL,
        },
        **_PICTURES,
    ),
    _writer(
        architecture="GPT-2",
        model="GPT2LMHeadModel",
        config="GPT2Config",
        settings={"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 64, **_SPECIAL},
    ),
    _writer(architecture="Llama", model="LlamaForCausalLM", config="LlamaConfig", settings=_WRITER),
    _writer(architecture="Qwen2", model="Qwen2ForCausalLM", config="Qwen2Config", settings=_WRITER),
    _writer(architecture="Qwen3", model="Qwen3ForCausalLM", config="Qwen3Config", settings={**_WRITER, "head_dim": 8}),
    _writer(
        architecture="Gemma",
        model="GemmaForCausalLM",
        config="GemmaConfig",
        settings={**_WRITER, "head_dim": 8, "num_key_value_heads": 1},
    ),
)


def graphs_of(case: Case) -> tuple[str, ...]:
    """Return the forms of a case's graphs that are tried."""
    return ("one", "one int8") if case.task == "text-generation" else ("merged", "pair", "merged int8")
