"""Labels of one's own, judged by a model that says whether a text entails a sentence.

As `ZeroShotClassificationPipeline` of transformers does it; of a text longer than the window, which the pipeline cuts
off, the logits are the mean over its windows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.core.errors import ModelIncompatible
from desktop.core.text import QT_TRANSLATE_NOOP
from desktop.core.usage import ParameterInvalid
from desktop.engine.classification import CONFIG, label_names, softmax
from desktop.engine.passages import means
from desktop.engine.tokens import optional_json, text_encoder

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from desktop.engine.context import Context
    from desktop.engine.loaded import LoadedModel
    from desktop.engine.rows import Outputs, Rows

LEAST_ROOM = 16
"""Tokens of the text that a window must hold beside the sentence about it."""


def entailed(
    text: str, sentences: Sequence[str], context: Context, *, independent: bool
) -> Generator[Rows, list[Outputs], np.ndarray]:
    """Return how well each of the sentences fits the text, 0 to 1, [sentences].

    Args:
        text: what is judged.
        sentences: one for each label.
        context: of the job.
        independent: several may be true, so each is weighed against its contradiction and not against the others.

    Raises:
        ModelIncompatible: no label of the model is entailment.
        ParameterInvalid: a sentence leaves no room for the text.
    """
    entailment = _entailment(context.model)
    encoder = text_encoder(context.model)
    for sentence in sentences:
        if encoder.room(sentence) < LEAST_ROOM:
            raise ParameterInvalid(name="labels", value=sentence, expected="shorter labels")
    logits = yield from means(
        [text],
        context,
        encoder=encoder,
        outputs=("logits",),
        judge=lambda answers, _: np.stack([answer for (answer,) in answers]),
        windows=lambda block: encoder.windows(
            [(label, (piece, sentence)) for _, piece in block for label, sentence in enumerate(sentences)],
            cut="only_first",
        ),
        rows=len(sentences),
    )
    if independent:
        contradiction = -1 if entailment == 0 else 0
        return np.asarray(softmax(logits[:, [contradiction, entailment]])[:, 1])
    return softmax(logits[:, entailment])


def _entailment(model: LoadedModel) -> int:
    """Return which of the logits means that the sentence follows from the text."""
    numbers = optional_json(model, CONFIG).get("label2id")
    if not (numbers and isinstance(numbers, dict)):
        numbers = {name: number for number, name in enumerate(label_names(model))}
    for name, number in numbers.items():
        if str(name).lower().startswith("entail"):
            return int(number)
    raise ModelIncompatible(
        model=model.spec.id, reason=QT_TRANSLATE_NOOP("errors", "None of its labels is “entailment”.")
    )
