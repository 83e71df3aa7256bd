"""Translate texts and documents; a document comes back as the same kind of file."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from desktop.core.kind import ResultKind
from desktop.core.languages import LanguageUnclear, LanguageUnknown, TranslationUnavailable, language_name
from desktop.core.late_dataclass import LateDataclass
from desktop.core.media import InputFile, MediaKind
from desktop.core.task import Task
from desktop.core.text import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.core.model import ModelSpec
    from desktop.core.result import Stretch, Text
    from desktop.core.routes import Leg
    from desktop.engine.checkpoint import Checkpoint
    from desktop.engine.context import Context
    from desktop.engine.translation.fidelity import Faithful
    from desktop.engine.translation.pieces import Translated
    from desktop.media.language import Guess

SAMPLE_CHARACTERS = 4_000
"""Of the text, by which its language is found out."""
SURE = 0.8
"""Of phrases whose language was at least so probable, 99 in 100 were in it: `tests/unit/media/measure_language.py`."""
KEEPS_TABLES = True
"""A table that is plain text is put together again, other cells untouched."""


class Params(LateDataclass):
    """Options of translating."""

    source: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "From"),
            "help": QT_TRANSLATE_NOOP("tasks", "The language of the text, such as “en”; empty to have it found out."),
        },
    )
    target: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Into"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "The language to translate into, such as “pt”; empty for the only or likeliest one."
            ),
        },
    )
    keep: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Terms to keep"),
            "help": QT_TRANSLATE_NOOP("tasks", "Names and terms that stay as they are, with commas between them."),
            "placeholder": QT_TRANSLATE_NOOP("tasks", "Farol Azul, quality gate"),
        },
    )
    column: str = field(
        default="",
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Column"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "The column of a table to translate, by name or number; empty for all that hold text."
            ),
        },
    )
    beams: int = field(
        default=0,
        metadata={
            "label": QT_TRANSLATE_NOOP("tasks", "Care"),
            "help": QT_TRANSLATE_NOOP(
                "tasks", "How many translations are followed at once: more is slower and may be better; 0: as usual."
            ),
            "minimum": 0,
            "maximum": 8,
        },
    )


TASK = Task(
    id="translation",
    title=QT_TRANSLATE_NOOP("tasks", "Translate"),
    summary=QT_TRANSLATE_NOOP("tasks", "Translates texts, and documents that keep their shape."),
    icon="languages",
    group="text",
    accepts=(MediaKind.TEXT, MediaKind.DOCUMENT, MediaKind.TABLE, MediaKind.PDF),
    produces=ResultKind.TEXT,
    params=Params,
    rank=31,
    chooses=True,
)


def opens(file: InputFile) -> bool:
    """Say whether a file is of a kind that can be put together again, or a table that is translated by rows."""
    from desktop.media.documents import suffix_of

    return file.kind is MediaKind.TABLE or bool(suffix_of(file))


def run(file: InputFile, params: Params, context: Context) -> Text:
    """Translate one document."""
    from desktop.engine.translation.pieces import translated
    from desktop.media.documents import open_document
    from desktop.media.names import candidates

    document = open_document(file, column=params.column)
    pieces = [piece.text for piece in document.pieces]
    guess = None if params.source else _language(pieces, params.target, context)
    target, way = _way(guess.code if guess else params.source, params.target, context)
    legs, checkpoint = _prepare(way, params, context)
    done: list[Translated] = []
    for one in translated(document.pieces, legs, checkpoint, context):
        context.partial(one.text + "\n")
        done.append(one)
    texts = [one.text for one in done]
    name = next(candidates(f"{file.path.stem}.{target}{document.suffix}"))
    document.write(texts, context.artifact(name, document.mime))
    return _result(document.plain(pieces), document.plain(texts), done, way, guess=guess, context=context)


def run_rows(texts: Sequence[str], params: Params, context: Context) -> Iterator[Text]:
    """Translate the texts of rows, whose language is found out from all of them together."""
    from desktop.core.result import Text
    from desktop.engine.translation.pieces import translated
    from desktop.media.documents import Piece

    source = params.source or _language(texts, params.target, context).code
    _target, way = _way(source, params.target, context)
    legs, checkpoint = _prepare(way, params, context)
    for one in translated([Piece(text=text) for text in texts], legs, checkpoint, context):
        yield Text(text=one.text)


def _language(pieces: Sequence[str], target: str, context: Context) -> Guess:
    """Return the language of the text, as far as it can be told: of a few words likely one that a model here reads."""
    from desktop.core.routes import PIVOT, reads
    from desktop.media.language import detect

    readable = {code for model in context.models for code in reads(model.spec)}
    likeliest_first = sorted(readable, key=lambda code: (code == target, code != PIVOT, code))
    guess = detect("\n".join(_some(pieces, SAMPLE_CHARACTERS)), preferred=likeliest_first)
    if guess is None:
        raise LanguageUnclear
    return guess


def _some(pieces: Iterable[str], characters: int) -> Iterable[str]:
    for piece in pieces:
        if characters <= 0:
            return
        yield piece[:characters]
        characters -= len(piece)


def _way(source: str, target: str, context: Context) -> tuple[str, tuple[Leg, ...]]:
    """Return the language to translate into, and the models to it.

    Raises:
        LanguageUnknown, TranslationUnavailable: no model that may be used knows the way.
    """
    from desktop.core.routes import PIVOT, reachable, way

    specs: list[ModelSpec] = [model.spec for model in context.models]
    open_ones = reachable(specs, source)
    known = "; ".join(f"{spec.id}: {_pairs(spec)}" for spec in specs)
    if not open_ones:
        raise LanguageUnknown(source=language_name(source), known=known)
    target = target or (PIVOT if PIVOT in open_ones else open_ones[0])
    legs = way(specs, source, target)
    if not legs:
        raise TranslationUnavailable(source=language_name(source), target=language_name(target), known=known)
    return target, legs


def _pairs(spec: ModelSpec) -> str:
    from desktop.core.routes import reads, writes

    return f"{', '.join(reads(spec))} → {', '.join(writes(spec))}"


def _prepare(way: Sequence[Leg], params: Params, context: Context) -> tuple[list[Faithful], Checkpoint]:
    """Return a translator for each leg, and what an earlier run of the same job finished."""
    from dataclasses import asdict

    from desktop.engine.translation.fidelity import Faithful
    from desktop.engine.translation.translator import Translator

    models = [context.models[leg.model] for leg in way]
    context.used = tuple(models)
    terms = [term.strip() for term in params.keep.split(",")]
    legs = [
        Faithful(Translator(model, leg.source, leg.target, context.interrupt, params.beams), terms)
        for model, leg in zip(models, way, strict=True)
    ]
    checkpoint = context.checkpoint(
        {
            "task": TASK.id,
            "params": asdict(params),
            "models": [
                [model.spec.id, model.spec.revision, leg.source, leg.target]
                for model, leg in zip(models, way, strict=True)
            ],
        }
    )
    return legs, checkpoint


def _result(
    source: str, text: str, done: Sequence[Translated], way: Sequence[Leg], *, guess: Guess | None, context: Context
) -> Text:
    """Return the translation with the places of its sentences in the plain texts of both sides."""
    from desktop.core.result import Text, Translation

    stretches: list[Stretch] = []
    here = there = 0
    for one in done:
        start, begin = source.find(one.source, here), text.find(one.text, there)
        if start < 0 or begin < 0:
            continue  # a document may write a piece otherwise, such as a cell in a wrapped line
        stretches += [(start + a, start + b, begin + c, begin + d) for a, b, c, d in one.sentences]
        here, there = start + len(one.source), begin + len(one.text)
    made = Translation(
        source=way[0].source,
        target=way[-1].target,
        detected=guess is not None,
        assumed=guess is not None and guess.probability < SURE,
        via=way[0].target if len(way) > 1 else "",
        models=tuple(model.spec.id for model in context.used),
        text=source,
        sentences=tuple(stretches),
    )
    return Text(text=text, translation=made)
