"""What a picture says or shows, written by a model that sees: captions, and the words of a line that was cut out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from desktop.engine.generation import writer
from desktop.engine.generation.settings import settings_of
from desktop.engine.pixels import picture_encoder
from desktop.engine.translation.translator import tokenizer_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.engine.context import Context

TOKENS_AT_MOST = 256
"""More than any caption or line; a model that never ends is cut off there."""


def written(image: Image, context: Context, max_tokens: int = 0) -> str:
    """Return what the model writes of an upright RGB picture.

    Args:
        image: the picture.
        context: of the job.
        max_tokens: at most so many; 0 leaves that to the model.

    Raises:
        Cancelled: the job was given up.
        ModelIncompatible: its graphs are not an encoder of pictures and a decoder.
    """
    model = context.model
    settings = settings_of(model)
    start = settings.decoder_start_token_id
    row = picture_encoder(model, writer.ENCODER).prepare(image).row
    [tokens] = writer.write(
        model,
        [[start if start is not None else settings.pad_token_id]],
        dataclasses.replace(settings, max_new_tokens=max_tokens or min(settings.max_new_tokens, TOKENS_AT_MOST)),
        [context.interrupt],
        source={name: array[None] for name, array in row.items()},
    )
    return " ".join(str(tokenizer_of(model).decode(tokens, skip_special_tokens=True)).split())
