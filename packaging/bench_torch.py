"""What the benchmark needs torch for, run by the converter's Python: `make NAME FOLDER` or `pipeline TASK FOLDER …`.

The models have the sizes of real ones and random weights: speed does not depend on what a model has learned.
"""

from __future__ import annotations

import json
import shutil
import sys
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
    shutil.copyfile(STARTER / "minilm-sentiment" / "tokenizer.json", folder / "tokenizer.json")
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, "pad_token": "[PAD]"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")


def vit_base(folder: Path) -> None:
    """Write vit-base-patch16-224 with 1000 classes."""
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessor

    ViTForImageClassification(ViTConfig(num_labels=1000)).save_pretrained(folder)
    ViTImageProcessor().save_pretrained(folder)


def yolos_tiny(folder: Path) -> None:
    """Write yolos-tiny: 12 layers of 192, 100 boxes, pictures of at least 512 pixels."""
    from transformers import YolosConfig, YolosForObjectDetection, YolosImageProcessor

    sizes = {"hidden_size": 192, "num_attention_heads": 3, "intermediate_size": 768, "image_size": [800, 1333]}
    YolosForObjectDetection(YolosConfig(num_labels=91, **sizes)).save_pretrained(folder)
    YolosImageProcessor(size={"shortest_edge": 512, "longest_edge": 1333}).save_pretrained(folder)


def minilm(folder: Path) -> None:
    """Write a network of the shape of all-MiniLM-L6-v2: 6 layers of 384."""
    from transformers import BertConfig, BertModel

    sizes = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536}
    BertModel(BertConfig(**sizes)).save_pretrained(folder)
    shutil.copyfile(STARTER / "minilm-sentiment" / "tokenizer.json", folder / "tokenizer.json")


MODELS: dict[str, Callable[[Path], None]] = {
    "distilbert": distilbert,
    "vit-base": vit_base,
    "yolos-tiny": yolos_tiny,
    "minilm": minilm,
}


def pipeline(task: str, folder: str, threads: str, source: str) -> int:
    """Run `transformers.pipeline` once for every line on standard input: on lines of a file or a folder of photos."""
    import torch
    import transformers

    torch.set_num_threads(int(threads))
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

    torch.set_num_threads(int(threads))
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


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {"make": make, "pipeline": pipeline, "embeddings": embeddings}
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:]))
