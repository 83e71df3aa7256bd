"""The limits: the least that any program has to do for the same. Run as `python -m bench_bare WHAT …`.

What belongs to one limit alone is imported inside it, so that none pays for another.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

# --- loops over a model: a first run unmeasured, then one for every line on standard input ---------------------------


def sentiment(graph: str, tokenizer_file: str, text_file: str, *settings: str) -> int:
    """Classify the lines of a file in batches of 32, sorted by length; settings: threads, most tokens, filler."""
    threads, max_tokens, pad = settings
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    inputs = {node.name for node in session.get_inputs()}
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.no_padding()
    tokenizer.enable_truncation(int(max_tokens))
    filler = tokenizer.token_to_id(pad) or 0

    def run() -> None:
        with open(text_file, encoding="utf-8") as file:  # noqa: PTH123 - as bare as it gets
            lines = [line.strip() for line in file if line.strip()]
        encoded = tokenizer.encode_batch(lines)
        order = sorted(range(len(lines)), key=lambda index: len(encoded[index].ids))
        scores: list[object] = [None] * len(lines)
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            longest = len(encoded[batch[-1]].ids)
            ids = np.full((len(batch), longest), filler, np.int64)
            mask = np.zeros((len(batch), longest), np.int64)
            for row, index in enumerate(batch):
                ids[row, : len(encoded[index].ids)] = encoded[index].ids
                mask[row, : len(encoded[index].ids)] = 1
            feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            logits = session.run(["logits"], {name: value for name, value in feeds.items() if name in inputs})[0]
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            for index, row_of_scores in zip(batch, powers / powers.sum(axis=1, keepdims=True), strict=True):
                scores[index] = row_of_scores

    return serve(run)


def photos(graph: str, processor_file: str, folder: str, threads: str) -> int:
    """Classify every photo of a folder, one after another."""
    import numpy as np
    import onnxruntime

    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    (name,) = (node.name for node in session.get_inputs())
    pixels = pixels_of(processor_file, folder)

    def run() -> None:
        for values in pixels():
            logits = session.run(["logits"], {name: values})[0][0]
            powers = np.exp(logits - logits.max())
            scores = powers / powers.sum()
            scores[np.argsort(-scores)[:5]].tolist()

    return serve(run)


def pixels_of(processor_file: str, folder: str) -> Callable[[], Iterator[Any]]:
    """Return a function that gives float32 [1, 3, height, width] for every photo of a folder."""
    import json
    from pathlib import Path

    import numpy as np
    import transformers
    from PIL import Image, ImageOps

    settings = json.loads(Path(processor_file).read_text(encoding="utf-8"))
    kind = settings.pop("image_processor_type").removesuffix("Fast")
    processor = getattr(transformers, f"{kind}Pil")(**settings)
    files = sorted(Path(folder).iterdir())

    def each() -> Iterator[Any]:
        for file in files:
            with Image.open(file) as image:
                upright = ImageOps.exif_transpose(image).convert("RGB")
            yield np.asarray(processor(upright, return_tensors="np")["pixel_values"], np.float32)

    return each


def boxes(graph: str, processor_file: str, folder: str, threads: str) -> int:
    """Find things in every photo of a folder as DETR and YOLOS do: the likeliest class of every box."""
    import numpy as np
    import onnxruntime

    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    pixels = pixels_of(processor_file, folder)

    def run() -> None:
        for values in pixels():
            logits, found = session.run(["logits", "pred_boxes"], {"pixel_values": values})
            powers = np.exp(logits[0] - logits[0].max(axis=-1, keepdims=True))
            scores = (powers / powers.sum(axis=-1, keepdims=True))[:, :-1]
            found[0][scores.max(axis=-1) > 0.9].tolist()

    return serve(run)


def embeddings(graph: str, tokenizer_file: str, text_file: str, threads: str) -> int:
    """Embed the lines of a file in one batch: the mean of the tokens, then length 1."""
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(tokenizer_file)
    tokenizer.enable_truncation(256)
    tokenizer.enable_padding()

    def run() -> None:
        with open(text_file, encoding="utf-8") as file:  # noqa: PTH123 - as bare as it gets
            encoded = tokenizer.encode_batch([line.strip() for line in file if line.strip()])
        ids = np.array([encoding.ids for encoding in encoded], np.int64)
        mask = np.array([encoding.attention_mask for encoding in encoded], np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(["last_hidden_state"], feeds)[0]
        means = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        (means / np.linalg.norm(means, axis=1, keepdims=True)).tolist()

    return serve(run)


TOKENS = 64
READ = 32


def writing_input(name: str) -> tuple[list[int], dict[str, Any] | None]:
    """Return the decoder's prompt, and what the encoder reads where there is one, for a model by its name."""
    import numpy as np

    chance = np.random.default_rng(5)
    if name == "whisper-base":
        return [1], {"input_features": chance.normal(0, 1, (1, 80, 3000)).astype(np.float32)}
    ids = chance.integers(100, 20_000, READ)
    if name == "qwen2":
        return ids.tolist(), None
    return [1], {"input_ids": ids[None], "attention_mask": np.ones((1, READ), np.int64)}


def writing(folder: str, name: str, threads: str) -> int:
    """Write `TOKENS` tokens, the best at each step, with nothing around the graphs that a manifest names."""
    import json
    from pathlib import Path

    import numpy as np
    import onnxruntime

    def value(array: Any) -> Any:
        return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))

    files = json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8"))["files"]
    graphs = {
        file["role"]: onnxruntime.InferenceSession(str(Path(folder, file["path"])), options(int(threads)))
        for file in files
        if file["role"] in {"encoder_model", "decoder_model_merged", "model"}
    }
    decoder = graphs.get("decoder_model_merged") or graphs["model"]
    inputs = {node.name: node.shape for node in decoder.get_inputs()}
    outputs = [node.name for node in decoder.get_outputs()]
    prompt, source = writing_input(name)

    def run() -> None:
        ids = np.array([prompt], np.int64)
        feeds: dict[str, Any] = {}
        for past, shape in inputs.items():
            if past.startswith("past"):
                sizes = [size if isinstance(size, int) else 0 for size in shape]
                feeds[past] = value(np.zeros([1, *sizes[1:]], np.float32))
        if source is not None:
            states = graphs["encoder_model"].run(["last_hidden_state"], source)[0]
            feeds["encoder_hidden_states"] = value(states)
            feeds["encoder_attention_mask"] = value(np.ones(states.shape[:2], np.int64))
        length = 0
        for _ in range(TOKENS):
            end = length + ids.shape[1]
            feeds["input_ids"] = value(ids)
            feeds["attention_mask"] = value(np.ones((1, end), np.int64))
            feeds["position_ids"] = value(np.arange(length, end)[None])
            feeds["use_cache_branch"] = value(np.array([length > 0]))
            given = {key: feeds[key] for key in inputs}
            made = dict(zip(outputs, decoder.run_with_ort_values(None, given), strict=True))
            for key, state in made.items():
                if key.startswith("present") and not (length and ".encoder." in key):
                    feeds[key.replace("present", "past_key_values", 1)] = state
            ids, length = made["logits"].numpy()[:, -1].argmax(1)[None], end

    return serve(run)


def answering(graph: str, threads: str, file: str) -> int:
    """Go on with a prompt, the best token at each step, from what is remembered of its beginning."""
    import json
    from pathlib import Path

    import numpy as np
    import onnxruntime

    def value(array: Any) -> Any:
        return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))

    work = json.loads(Path(file).read_text(encoding="utf-8"))
    prompt, cached, tokens = work["prompts"][0], work["cached"], work["tokens"]
    session = onnxruntime.InferenceSession(graph, options(int(threads)), providers=["CPUExecutionProvider"])
    inputs = {node.name: node.shape for node in session.get_inputs()}
    outputs = [node.name for node in session.get_outputs()]

    def step(ids: Any, length: int, states: dict[str, Any]) -> Any:
        feeds = {
            "input_ids": value(ids),
            "attention_mask": value(np.ones((1, length + ids.shape[1]), np.int64)),
            "position_ids": value(np.arange(length, length + ids.shape[1])[None]),
            "num_logits_to_keep": value(np.array(1)),
            **states,
        }
        made = dict(zip(outputs, session.run_with_ort_values(None, {key: feeds[key] for key in inputs}), strict=True))
        states.update(
            (key.replace("present", "past_key_values", 1), state) for key, state in made.items() if key != "logits"
        )
        return made["logits"].numpy()[:, -1].argmax(1)[None]

    remembered = {}
    for past, shape in inputs.items():
        if past.startswith("past"):
            sizes = [size if isinstance(size, int) else 0 for size in shape]
            remembered[past] = value(np.zeros([1, *sizes[1:]], np.float32))
    if cached:
        step(np.array([prompt[:cached]], np.int64), 0, remembered)

    def run() -> None:
        states, ids, length = dict(remembered), np.array([prompt[cached:]], np.int64), cached
        for _ in range(tokens):
            length, ids = length + ids.shape[1], step(ids, length, states)

    return serve(run)


def options(threads: int) -> object:
    """Return the settings of a session: those of the worker."""
    import onnxruntime

    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = threads
    chosen.inter_op_num_threads = 1
    chosen.log_severity_level = 3
    return chosen


def serve_costs(run: Callable[[], object]) -> int:
    """Do the same, and say beside the seconds those of the processor and the most megabytes so far."""
    run()
    print("ready", flush=True)
    for _ in sys.stdin:
        began, busy = time.perf_counter(), time.process_time()
        run()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(time.perf_counter() - began, time.process_time() - busy, most, flush=True)
    return 0


def serve(run: Callable[[], object]) -> int:
    """Run once unmeasured, then once for every line that comes, and answer with the seconds it took."""
    run()
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        run()
        print(time.perf_counter() - began, flush=True)
    return 0


if __name__ == "__main__":
    LIMITS: dict[str, Callable[..., int]] = {
        "sentiment": sentiment,
        "photos": photos,
        "boxes": boxes,
        "embeddings": embeddings,
        "writing": writing,
        "answering": answering,
    }
    sys.exit(LIMITS[sys.argv[1]](*sys.argv[2:]))
