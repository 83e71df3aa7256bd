"""What torch answers with the weights that stand in the graph of the starter model that chats.

`python -m tests.parity.starter_chat_reference FILE`, run by the converter's environment, writes for each question the
ids of prompt and answer, how many of them are the prompt, and how far apart torch's two best scores lie at each token.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

STARTER = Path(__file__).parents[2] / "resources" / "starter" / "smollm2-135m-instruct"
GRAPH = STARTER / "onnx" / "model_q4.onnx"
WRITTEN = 40
TURN = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"
QUESTIONS = (
    "What is the capital of France?",
    "Why is the sky blue?",
    "Write a short poem about the sea.",
    "Give me three tips for sleeping well.",
    "What is 12 plus 30?",
    "Explain what a computer virus is.",
    "Rewrite politely: Send me the report now.",
    "Name four animals that live in the ocean.",
    "What should I pack for a week in the mountains?",
    "Summarise in one sentence: The ferry was late because of fog, and many passengers missed their trains.",
)


def dense(constants: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """Return a matrix of 4 bits as floats: `scale * (integer - 8)`, and an offset for each block."""
    packed = constants[f"{name}.integers"]
    integers = np.stack([packed & 15, packed >> 4], -1).reshape(*packed.shape[:2], -1).astype(np.float32) - 8
    scale, offset = (constants[f"{name}.{part}.half"].astype(np.float32) for part in ("scale", "offset"))
    weights: NDArray[np.float32] = (integers * scale.reshape(*integers.shape[:2], 1) + offset.T[..., None]).reshape(
        len(integers), -1
    )
    return weights


def state(constants: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> dict[str, NDArray[np.float32]]:
    """Return the weights by torch's names."""
    words, scale = constants["words"], constants["words.scale.half"].astype(np.float32)
    table = ((words.astype(np.float32) - 128) * scale.reshape(*words.shape[:2], 1)).reshape(len(words), -1)
    found = {"model.embed_tokens.weight": table, "lm_head.weight": table}
    found["model.norm.weight"] = constants["output_norm.weight"]
    size = settings["head_dim"]
    heads, groups = (settings[f"num_{name}_heads"] * size for name in ("attention", "key_value"))
    for layer in range(settings["num_hidden_layers"]):
        old, new = f"blk.{layer}", f"model.layers.{layer}"
        parts = np.split(dense(constants, f"{old}.qkv"), [heads, heads + groups])
        made = {f"self_attn.{part}_proj": rows for part, rows in zip("qkv", parts, strict=True)}
        gate, up = np.split(dense(constants, f"{old}.gates"), 2)
        made |= {"mlp.gate_proj": gate, "mlp.up_proj": up, "mlp.down_proj": dense(constants, f"{old}.down")}
        made["self_attn.o_proj"] = dense(constants, f"{old}.out")
        made["input_layernorm"] = constants[f"{old}.attn_norm.weight"]
        made["post_attention_layernorm"] = constants[f"{old}.ffn_norm.weight"]
        found |= {f"{new}.{name}.weight": values for name, values in made.items()}
    return found


def main(target: Path) -> None:
    """Write the answers."""
    import onnx
    import torch
    from tokenizers import Tokenizer
    from transformers import LlamaConfig, LlamaForCausalLM

    graph = onnx.load(GRAPH).graph
    constants = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    settings = json.loads((STARTER / "config.json").read_text(encoding="utf-8"))
    model = LlamaForCausalLM(LlamaConfig(**settings)).eval()
    model.load_state_dict({name: torch.tensor(values) for name, values in state(constants, settings).items()})
    tokenizer = Tokenizer.from_file(str(STARTER / "tokenizer.json"))
    answers = []
    for question in QUESTIONS:
        asked = torch.tensor([tokenizer.encode(TURN.format(question)).ids])
        with torch.inference_mode():
            text = model.generate(asked, attention_mask=torch.ones_like(asked), max_new_tokens=WRITTEN, do_sample=False)
            best = model(text).logits[0, asked.shape[1] - 1 : -1].topk(2).values
        apart = (best[:, 0] - best[:, 1]).tolist()
        answers.append({"ids": text[0].tolist(), "prompt": asked.shape[1], "apart": apart})
    target.write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
