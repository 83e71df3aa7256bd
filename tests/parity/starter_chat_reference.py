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

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "resources" / "starter" / "smollm2-135m-instruct"
GRAPH = STARTER / "onnx" / "model_q4.onnx"
WRITTEN = 40
TURN = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"
QUESTIONS = ROOT / "packaging" / "starter" / "questions.txt"


def questions() -> list[str]:
    """Return what is asked, a line each."""
    return QUESTIONS.read_text(encoding="utf-8").splitlines()


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
    """Write the answers; all questions are gone through together, so that the weights are read once for each token."""
    import onnx
    import torch
    from tokenizers import Tokenizer
    from transformers import LlamaConfig, LlamaForCausalLM
    from transformers.modeling_utils import no_init_weights

    torch.set_num_threads(1)  # others wait for a thread by working
    graph = onnx.load(GRAPH).graph
    constants = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    settings = json.loads((STARTER / "config.json").read_text(encoding="utf-8"))
    with no_init_weights():
        model = LlamaForCausalLM(LlamaConfig(**settings)).eval()
    model.load_state_dict({name: torch.tensor(values) for name, values in state(constants, settings).items()})
    tokenizer = Tokenizer.from_file(str(STARTER / "tokenizer.json"))
    prompts = [tokenizer.encode(TURN.format(question)).ids for question in questions()]
    longest, end = max(map(len, prompts)), settings["eos_token_id"]
    asked = torch.tensor([[settings["pad_token_id"]] * (longest - len(ids)) + ids for ids in prompts])
    mask = torch.tensor([[0] * (longest - len(ids)) + [1] * len(ids) for ids in prompts])
    told = {"max_new_tokens": WRITTEN, "do_sample": False, "return_dict_in_generate": True, "output_logits": True}
    with torch.inference_mode():
        made = model.generate(asked, attention_mask=mask, **told)
    answers = []
    for prompt, line, scores in zip(prompts, made.sequences.tolist(), torch.stack(made.logits, 1), strict=True):
        text = line[longest:]
        text = text[: text.index(end) + 1] if end in text else text
        best = scores[: len(text)].topk(2).values
        answers.append({"ids": prompt + text, "prompt": len(prompt), "apart": (best[:, 0] - best[:, 1]).tolist()})
    target.write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
