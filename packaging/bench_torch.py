"""What the benchmark needs torch for, run by the converter's Python: `make NAME FOLDER` or `pipeline TASK FOLDER …`.

The models have the sizes of real ones and random weights: speed does not depend on what a model has learned.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bench_bare

STARTER = Path(__file__).resolve().parent.parent / "resources" / "starter"
TOGETHER = 32


def make(name: str, folder: str) -> int:
    """Write a Hub folder with random weights of the size of `distilbert`, `vit-base` or `yolos-tiny`."""
    import torch

    torch.manual_seed(7)
    target = Path(folder)
    MODELS[name](target)
    return 0


def distilbert(folder: Path) -> None:
    """Write distilbert-base: 6 layers of 768, with the starter model's tokeniser, whose vocabulary is the same."""
    from transformers import DistilBertConfig, DistilBertForSequenceClassification

    DistilBertForSequenceClassification(DistilBertConfig()).save_pretrained(folder)
    _keep_tokeniser(folder)


def vit_base(folder: Path) -> None:
    """Write vit-base-patch16-224 with 1000 classes."""
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessor

    ViTForImageClassification(ViTConfig(num_labels=1000)).save_pretrained(folder)
    ViTImageProcessor().save_pretrained(folder)


def yolos_tiny(folder: Path) -> None:
    """Write yolos-tiny: 12 layers of 192, 100 boxes, pictures of at least 512 pixels."""
    from transformers import YolosConfig, YolosForObjectDetection, YolosImageProcessor

    sizes = {"hidden_size": 192, "num_attention_heads": 3, "intermediate_size": 768, "image_size": [800, 1333]}
    config = YolosConfig(num_labels=91, use_mid_position_embeddings=False, **sizes)
    YolosForObjectDetection(config).save_pretrained(folder)
    YolosImageProcessor(size={"shortest_edge": 512, "longest_edge": 1333}).save_pretrained(folder)


def minilm(folder: Path) -> None:
    """Write a network of the shape of all-MiniLM-L6-v2: 6 layers of 384."""
    from transformers import BertConfig, BertModel

    sizes = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536}
    BertModel(BertConfig(**sizes)).save_pretrained(folder)
    shutil.copyfile(STARTER / "minilm-sentiment" / "tokenizer.json", folder / "tokenizer.json")


def marian(folder: Path) -> None:
    """Write a network of the size of opus-mt: 6 layers of 512 on each side, 58,101 words."""
    from transformers import MarianConfig, MarianMTModel

    sides = {f"{side}_{key}": value for side in ("encoder", "decoder") for key, value in _SIDE.items()}
    config = MarianConfig(vocab_size=58_101, d_model=512, pad_token_id=0, eos_token_id=2, **sides)
    MarianMTModel(_plain(config)).save_pretrained(folder)
    _keep_tokeniser(folder)


def whisper_base(folder: Path) -> None:
    """Write a network of the size of whisper-base: 6 layers of 512 on each side."""
    from transformers import WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration

    sides = {f"{side}_{key}": value for side in ("encoder", "decoder") for key, value in _SIDE.items()}
    WhisperForConditionalGeneration(_plain(WhisperConfig(d_model=512, **sides))).save_pretrained(folder)
    WhisperFeatureExtractor().save_pretrained(folder)
    _keep_tokeniser(folder)


def qwen2(folder: Path) -> None:
    """Write a network of the size of Qwen2-0.5B: 24 layers of 896, 151,936 words."""
    from transformers import Qwen2Config, Qwen2ForCausalLM

    sizes = {"hidden_size": 896, "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2}
    config = Qwen2Config(intermediate_size=4864, tie_word_embeddings=True, **sizes)
    Qwen2ForCausalLM(_plain(config)).save_pretrained(folder)
    _keep_tokeniser(folder)


_SIDE = {"layers": 6, "attention_heads": 8, "ffn_dim": 2048}


def _plain(config: Any) -> Any:
    """Return a configuration whose generation begins with 1 and forces or forbids nothing."""
    config.eos_token_id, config.decoder_start_token_id = 2, 1
    config.forced_bos_token_id = config.forced_eos_token_id = None
    config.suppress_tokens = config.begin_suppress_tokens = None
    return config


def _keep_tokeniser(folder: Path) -> None:
    shutil.copyfile(STARTER / "minilm-sentiment" / "tokenizer.json", folder / "tokenizer.json")
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        "pad_token": "[PAD]",
        "model_input_names": ["input_ids", "attention_mask"],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


MODELS: dict[str, Callable[[Path], None]] = {
    "distilbert": distilbert,
    "vit-base": vit_base,
    "yolos-tiny": yolos_tiny,
    "minilm": minilm,
    "marian": marian,
    "whisper-base": whisper_base,
    "qwen2": qwen2,
}


def _use_threads(threads: str) -> None:
    """Give torch as many threads as the worker has; 0 leaves the number to either."""
    import torch

    if int(threads):
        torch.set_num_threads(int(threads))


def pipeline(task: str, folder: str, threads: str, source: str) -> int:
    """Run `transformers.pipeline` once for every line on standard input: on lines of a file or a folder of photos."""
    import transformers

    _use_threads(threads)
    transformers.logging.set_verbosity_error()
    pipe: Any = transformers.pipeline(task, model=folder, device="cpu")
    if Path(source).is_dir():
        photos = sorted(map(str, Path(source).iterdir()))
        return bench_bare.serve(lambda: [pipe(photo) for photo in photos])
    lines = [line for line in Path(source).read_text(encoding="utf-8").splitlines() if line]
    return bench_bare.serve(lambda: pipe(lines, batch_size=TOGETHER))


def embeddings(folder: str, threads: str, source: str) -> int:
    """Embed the lines of a file in one batch in float32 as sentence-transformers does: the mean, then length 1."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    _use_threads(threads)
    model: Any = AutoModel.from_pretrained(folder).eval()
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding()
    lines = [line for line in Path(source).read_text(encoding="utf-8").splitlines() if line]
    torch.set_grad_enabled(False)

    def run() -> None:
        encoded = tokenizer.encode_batch(lines)
        ids = torch.tensor([encoding.ids for encoding in encoded])
        mask = torch.tensor([encoding.attention_mask for encoding in encoded])
        states = model(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).float()
        torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1)).tolist()

    return bench_bare.serve(run)


def generate(folder: str, name: str, threads: str) -> int:
    """Write with torch in float32, once for every line on standard input."""
    import transformers

    kinds = {"marian": "MarianMTModel", "whisper-base": "WhisperForConditionalGeneration", "qwen2": "Qwen2ForCausalLM"}
    return _write(getattr(transformers, kinds[name]).from_pretrained(folder).eval(), name, threads)


def optimum(folder: str, name: str, threads: str) -> int:
    """Write with optimum on the graphs that the manifest in `folder` names."""
    import onnxruntime
    from optimum import onnxruntime as rival

    files = json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8"))["files"]
    kinds = {
        "marian": "ORTModelForSeq2SeqLM",
        "whisper-base": "ORTModelForSpeechSeq2Seq",
        "qwen2": "ORTModelForCausalLM",
    }
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    with tempfile.TemporaryDirectory() as plain:  # optimum knows graphs by their names alone
        for file in files:
            name_there = f"{file['role']}.onnx" if file["path"].endswith(".onnx") else Path(file["path"]).name
            if file["role"] != "variant":
                Path(plain, name_there).symlink_to(Path(folder, file["path"]).resolve())
        model = getattr(rival, kinds[name]).from_pretrained(plain, session_options=options, use_cache=True)
        return _write(model, name, threads)


def _write(model: Any, name: str, threads: str) -> int:
    """Write as many tokens as every rival, the best at each step."""
    import torch
    import transformers

    _use_threads(threads)
    torch.set_grad_enabled(False)
    transformers.logging.set_verbosity_error()
    prompt, source = bench_bare.writing_input(name)
    given = {
        key: torch.from_numpy(array) for key, array in (source or {"input_ids": None}).items() if array is not None
    }
    if source is None:
        given = {"input_ids": torch.tensor([prompt]), "attention_mask": torch.ones(1, len(prompt), dtype=torch.long)}
    settings = transformers.GenerationConfig(
        max_new_tokens=bench_bare.TOKENS,
        min_new_tokens=bench_bare.TOKENS,
        do_sample=False,
        decoder_start_token_id=1,
        eos_token_id=2,
        pad_token_id=0,
    )
    return bench_bare.serve(lambda: model.generate(**given, generation_config=settings))


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {
        "make": make,
        "pipeline": pipeline,
        "embeddings": embeddings,
        "generate": generate,
        "optimum": optimum,
    }
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
