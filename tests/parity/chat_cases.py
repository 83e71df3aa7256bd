"""Models that chat: templates in the styles of common families, and conversations that are put into them."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity.case import Case

TEMPLATES = {
    # Marks for each message and instructions of its own where there are none, as SmolLM2 and Qwen2.5 have them.
    "ChatML": (
        "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}"
        "{{ '<|im_start|>system\nYou are kind.<|im_end|>\n' }}{% endif %}"
        "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
        "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
    ),
    # Turns that must alternate, and instructions inside the first of them.
    "Llama 2": (
        "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}"
        "{% set system_message = messages[0]['content'] %}{% else %}{% set loop_messages = messages %}"
        "{% set system_message = false %}{% endif %}{% for message in loop_messages %}"
        "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
        "{{ raise_exception('Conversation roles must alternate') }}{% endif %}"
        "{% if loop.index0 == 0 and system_message != false %}"
        "{% set content = '<<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' + message['content'] %}"
        "{% else %}{% set content = message['content'] %}{% endif %}"
        "{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}"
        "{% elif message['role'] == 'assistant' %}{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}"
    ),
    # Namespaces, lists of tools that are not there, a day, and blocks on lines of their own.
    "Llama 3": """{{- bos_token }}
{%- set ns = namespace(system='') %}
{%- if not date_string is defined %}
    {%- set date_string = strftime_now("%d %b %Y") if strftime_now is defined else "26 Jul 2024" %}
{%- endif %}
{%- if messages[0]['role'] == 'system' %}
    {%- set ns.system = messages[0]['content'] | trim %}
    {%- set messages = messages[1:] %}
{%- endif %}
{{- "<|start|>system<|end|>\\n\\n" }}
{%- if tools is not none %}
    {{- "Tools: " + (tools | tojson(indent=4)) }}
{%- endif %}
{{- "Day: " + date_string + "\\n" + ns.system + "</s>" }}
{%- for message in messages %}
    {{- '<|start|>' + message['role'] + '<|end|>\\n\\n' + message['content'] | trim + '</s>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start|>assistant<|end|>\\n\\n' }}
{%- endif %}
""",
    # No instructions, another name for the model.
    "Gemma": (
        "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}"
        "{% endif %}{% for message in messages %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}"
        "{% else %}{% set role = message['role'] %}{% endif %}"
        "{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}{% endfor %}"
        "{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}"
    ),
    # A loop that is left, macros, slices backwards, thoughts that are taken out, and marks for training.
    "Qwen 3": """{%- macro said(message) %}{{ '<|im_start|>' ~ message.role ~ '\\n' }}{% endmacro %}
{%- set ns = namespace(last=messages | length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages | length - 1) - loop.index0 %}
    {%- if message.role == "user" %}
        {%- set ns.last = index %}
        {%- break %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.role == "assistant" %}
        {%- set content = message.content.split('</think>')[-1].lstrip('\\n') %}
        {%- generation %}{{ said(message) + content + '<|im_end|>' }}{%- endgeneration %}
    {%- elif loop.index0 <= ns.last %}
        {{- said(message) + message.content + '<|im_end|>\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}
""",
    # Blocks that leave their lines, and filters.
    "Zephyr": """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>\\n' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>\\n' + message['content'] | upper + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\\n'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}
""",
}

_SAID = (
    "What is far from the coast?",
    "<think>hm</think>\nAn island, as a rule.",
    "  Olá! It's “quoted” & <marked>, 100%.\n\nIn two paragraphs.  ",
    "Yes 🌴.",
    "And the harbour?",
    "Small.",
    "Why?",
)
_INSTRUCTIONS = "Be brief & honest.\nNever shout."


def conversations() -> list[list[dict[str, str]]]:
    """Return conversations that wait for an answer, each longer than the one before, with instructions and without."""
    said = [{"role": ("user", "assistant")[number % 2], "content": text} for number, text in enumerate(_SAID)]
    talks = [said[:length] for length in range(1, len(said) + 1, 2)]
    return [[*head, *talk] for head in ([], [{"role": "system", "content": _INSTRUCTIONS}]) for talk in talks]


_SPECIAL = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2}
_SIZES: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 1024,
    **_SPECIAL,
}
_case = partial(Case, task="text-generation", reads="byte pairs")

CASES = (
    _case(
        architecture="Llama chat",
        model="LlamaForCausalLM",
        config="LlamaConfig",
        settings=_SIZES,
        params={"template": "Llama 3"},
    ),
    _case(
        architecture="Qwen2 chat",
        model="Qwen2ForCausalLM",
        config="Qwen2Config",
        settings=_SIZES,
        params={"template": "ChatML"},
    ),
    _case(
        architecture="Qwen3 chat",
        model="Qwen3ForCausalLM",
        config="Qwen3Config",
        settings={**_SIZES, "head_dim": 8},
        params={"template": "Qwen 3"},
    ),
    _case(
        architecture="Gemma chat",
        model="GemmaForCausalLM",
        config="GemmaConfig",
        settings={**_SIZES, "head_dim": 8, "num_key_value_heads": 1},
        params={"template": "Gemma"},
    ),
    _case(
        architecture="GPT-2 chat",
        model="GPT2LMHeadModel",
        config="GPT2Config",
        settings={"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 1024, **_SPECIAL},
        params={"template": "Zephyr"},
    ),
)
