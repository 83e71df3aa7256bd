"""What torch's transformers writes down with the float weights of whisper-base: `PACKAGES FOLDER`.

Run by `speech_quality.py` with the Python of the converter's environment; FOLDER holds `clips.npz` and gets
`texts.json`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import whisper_base
from ctranslate2_file import read_tensors
from sources import PackageCache
from tokenizers import Tokenizer
from transformers import GenerationConfig, WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration
from whisper_sources import CONFIG, TOKENIZER, WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray


class State:
    """The weights by the names that transformers gives them; keys of an attention have no bias there."""

    def __init__(self, tensors: dict[str, NDArray[Any]], layers: int) -> None:
        self.tensors = tensors
        self.found: dict[str, Any] = {}
        for name in ("conv1", "conv2"):
            for part in ("weight", "bias"):
                self.keep(f"model.encoder.{name}.{part}", f"encoder/{name}/{part}")
        self.keep("model.decoder.embed_tokens.weight", "decoder/embeddings/weight")
        self.found["proj_out.weight"] = self.found["model.decoder.embed_tokens.weight"]
        for side in ("encoder", "decoder"):
            self.keep(f"model.{side}.embed_positions.weight", f"{side}/position_encodings/encodings")
            self.norm(f"model.{side}.layer_norm", f"{side}/layer_norm")
            for number in range(layers):
                self.layer(f"model.{side}.layers.{number}", f"{side}/layer_{number}", attends=side == "decoder")

    def layer(self, target: str, source: str, *, attends: bool) -> None:
        """Keep what a layer is made of."""
        self.linear([f"{target}.self_attn.{one}_proj" for one in "qkv"], f"{source}/self_attention/linear_0")
        self.linear([f"{target}.self_attn.out_proj"], f"{source}/self_attention/linear_1")
        self.norm(f"{target}.self_attn_layer_norm", f"{source}/self_attention/layer_norm")
        if attends:
            self.linear([f"{target}.encoder_attn.q_proj"], f"{source}/attention/linear_0")
            self.linear([f"{target}.encoder_attn.{one}_proj" for one in "kv"], f"{source}/attention/linear_1")
            self.linear([f"{target}.encoder_attn.out_proj"], f"{source}/attention/linear_2")
            self.norm(f"{target}.encoder_attn_layer_norm", f"{source}/attention/layer_norm")
        self.linear([f"{target}.fc1"], f"{source}/ffn/linear_0")
        self.linear([f"{target}.fc2"], f"{source}/ffn/linear_1")
        self.norm(f"{target}.final_layer_norm", f"{source}/ffn/layer_norm")

    def keep(self, target: str, source: str) -> None:
        """Keep one tensor."""
        self.found[target] = torch.from_numpy(self.tensors[source].astype(np.float32))

    def norm(self, target: str, source: str) -> None:
        """Keep what centres and scales."""
        self.keep(f"{target}.weight", f"{source}/gamma")
        self.keep(f"{target}.bias", f"{source}/beta")

    def linear(self, targets: list[str], source: str) -> None:
        """Keep a dense layer, or several that lie in one."""
        for part in ("weight", "bias"):
            pieces = torch.from_numpy(self.tensors[f"{source}/{part}"].astype(np.float32)).chunk(len(targets))
            for target, piece in zip(targets, pieces, strict=True):
                if part == "weight" or not target.endswith("k_proj"):
                    self.found[f"{target}.{part}"] = piece.clone()


def main(packages: str, folder: str) -> int:
    """Write down the clips with and without times."""
    cache = PackageCache(Path(packages))
    tensors = read_tensors([cache.path(part) for part in WEIGHTS], "Whisper")
    with tempfile.TemporaryDirectory() as scratch:
        whisper_base.write_tokenizer(cache.path(TOKENIZER), Path(scratch, "tokenizer.json"))
        tokenizer = Tokenizer.from_file(str(Path(scratch, "tokenizer.json")))
    config = whisper_base.config(tensors, tokenizer)
    model = WhisperForConditionalGeneration(
        WhisperConfig(
            **{key: value for key, value in config.items() if key not in {"architectures", "model_type"}},
            encoder_ffn_dim=4 * config["d_model"],
            decoder_ffn_dim=4 * config["d_model"],
        )
    ).eval()
    model.load_state_dict(State(tensors, config["encoder_layers"]).found)
    published = json.loads(cache.path(CONFIG).read_text(encoding="utf-8"))
    model.generation_config = GenerationConfig(**whisper_base.generation(published, tokenizer))
    extractor = WhisperFeatureExtractor()
    texts: dict[str, list[str]] = {"segment": [], "none": []}
    for sound in np.load(Path(folder, "clips.npz")).values():
        features = torch.from_numpy(extractor(sound, sampling_rate=16_000, return_tensors="np").input_features)
        for times, made in texts.items():
            ids = model.generate(features, return_timestamps=times == "segment", language="en", task="transcribe")[0]
            plain = [number for number in ids.tolist() if number < config["eos_token_id"]]
            made.append(tokenizer.decode(plain))
    Path(folder, "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
