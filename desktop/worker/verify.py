"""Make a result again and compare: its model's files, its input, its parameters, the versions, and what comes of it.

Numbers that a model computes depend a little on what shared a batch with the input, so they may lie apart by as much as
that was seen to matter; words may not.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from desktop import tasks
from desktop.core.errors import IlhaError, InputNotFound, InternalError
from desktop.core.job import Done, Failed, Item, RunRequest
from desktop.core.result import Provenance
from desktop.core.task import parameters, parse_params, table_parameters
from desktop.core.usage import ParameterInvalid, ResultUnreadable
from desktop.media.forms.record import Finished, record, to_json
from desktop.media.sniff import recognise
from desktop.state.artifacts import discard_work, work_folder
from desktop.state.files import sha256_of
from desktop.worker import runtime
from desktop.worker.batch import run_all
from desktop.worker.client import EngineClient

if TYPE_CHECKING:
    from desktop.core.job import Job
    from desktop.core.model import InstalledModel
    from desktop.core.result import Result
    from desktop.core.task import Task
    from desktop.state.models import ModelShelf
    from desktop.state.paths import Home

What = Literal["model-file", "input", "parameters", "runtime", "value"]

SCORE_APART_TOGETHER = 0.15
"""Of a file alone and of the same one among others: an integer model shares its scale among those of a batch.
`python -m tests.unit.worker.measure_verify` prints what is seen."""
_SCORE_APART = 0.001
_COSINE, _COSINE_TOGETHER = 0.9999, 0.98
_PIXELS_APART, _SHARE_APART = 2.0, 0.02
_SECONDS_APART = 0.25
_PASSING = frozenset({"usage", "context", "other_language"})
"""Parts of a result that say how it went, or how far to believe it, not what came of it."""
_DIFFERENCES_AT_MOST = 50
_LETTERS_AT_MOST = 200


class _Label(msgspec.Struct, frozen=True):
    label: str
    score: float


_FORMS = {"labels": list[_Label], "vector": list[float]}
"""Parts of a result that are compared by their names."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A result as an export or the command line wrote it; whatever else is there is left alone."""

    input: str | None
    task: str
    model: str
    result: dict[str, Any]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that is not as it was; None stands for what is not there."""

    what: What
    name: str
    expected: object
    found: object


def record_of(job: Job) -> Record:
    """Return a job with its result as an export would hold it."""
    assert job.result is not None
    return msgspec.convert(record(Finished(input=job.input, task=job.task, result=job.result)), Record)


def read_records(path: Path) -> tuple[Record, ...]:
    """Read what a json export, or the command line with --json, wrote.

    Raises:
        InputNotFound: nothing is there.
        ResultUnreadable: it is something else.
    """
    try:
        content = path.read_bytes()
        try:
            whole = msgspec.json.decode(content)
        except msgspec.DecodeError:
            whole = [msgspec.json.decode(line) for line in content.splitlines() if line.strip()]
        records = tuple(msgspec.convert(one, Record) for one in (whole if isinstance(whole, list) else [whole]))
        for one in records:
            _check(one.result)
    except FileNotFoundError as error:
        raise InputNotFound(name=path.name, detail=str(error)) from error
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ResultUnreadable(file=path.name, detail=str(error)) from error
    if not records:
        raise ResultUnreadable(file=path.name)
    return records


def _check(part: object, name: str = "") -> None:
    """Refuse a result in which somebody has changed what its parts are.

    Raises:
        msgspec.ValidationError: a part is not what its name says.
    """
    if name in _FORMS and part is not None:
        msgspec.convert(part, _FORMS[name])
    if isinstance(part, dict):
        if {"label", "box"} <= part.keys():
            msgspec.convert(part["box"], list[float])
        for inner, value in part.items():
            _check(value, inner)
    elif isinstance(part, list):
        for value in part:
            _check(value)


def verify(
    made: Record, home: Home, shelf: ModelShelf, *, source: Path | None = None, threads: int = 0
) -> tuple[Change, ...]:
    """Compare everything that a record names with what is here, and make the result again when all of that is the same.

    Args:
        made: the result.
        home: where an engine may work; nothing of it stays.
        shelf: the models.
        source: the input, where it does not lie where it lay.
        threads: of the engine.

    Raises:
        UsageError: the task is not known.
        IlhaError: it could not be made again.
    """
    task = tasks.get_task(made.task)
    path = source or (Path(made.input) if made.input else None)
    changes = [*_model_changes(made, shelf), *_input_changes(made, path), *_parameter_changes(made, task)]
    old, changed = _runtime_changes(made.provenance), list[Change]()
    if not changes:
        assert path is not None
        file, client = recognise(path.absolute()), EngineClient(home.work, threads)
        job_id = f"verify-{secrets.token_hex(8)}"
        item = Item(job_id=job_id, input=file, work=work_folder(home, job_id))
        try:
            found = _made_again(made, task, shelf, item, client)
        finally:
            discard_work(home, [job_id])
        changed = differences(made.result, to_json(found), together=made.provenance.together > 1)
    return (*changes, *old, *changed[:_DIFFERENCES_AT_MOST])


# --- what it was made of ---------------------------------------------------------------------------------------------


def _model_changes(made: Record, shelf: ModelShelf) -> Iterator[Change]:
    provenance = made.provenance
    models = {model.spec.id: model for model in shelf.all()}
    if provenance.model not in models:
        yield Change(what="model-file", name=provenance.model, expected=provenance.revision, found=None)
    for name, digest in provenance.files.items():
        model, path = _place(name, provenance.model, models)
        if model is None:
            continue
        file = model.folder / path
        found = sha256_of(file) if file.is_file() else None
        if found != digest:
            yield Change(what="model-file", name=name, expected=digest, found=found)


def _place(name: str, first: str, models: Mapping[str, InstalledModel]) -> tuple[InstalledModel | None, str]:
    """Return the model that a name of the provenance is about, and the path in its folder."""
    for model in models.values():
        if model.spec.id != first and name.startswith(f"{model.spec.id}/"):
            return model, name.removeprefix(f"{model.spec.id}/")
    return models.get(first), name


def _input_changes(made: Record, path: Path | None) -> Iterator[Change]:
    expected = made.provenance.input_sha256
    try:
        found = sha256_of(path) if path is not None else None
    except (OSError, ValueError):  # somebody may have put in what names no file
        found = None
    if found is None or found != expected:
        yield Change(what="input", name=str(path or ""), expected=expected, found=found)


def _parameter_changes(made: Record, task: Task) -> Iterator[Change]:
    known = {parameter.name: parameter for parameter in (*table_parameters(task), *parameters(task))}
    given = made.provenance.params
    for name, value in given.items():
        try:
            found = known[name].parse(value) if name in known else None
        except ParameterInvalid:
            found = None
        if found != value:
            yield Change(what="parameters", name=name, expected=value, found=found)
    for parameter in parameters(task):
        if parameter.name not in given:
            yield Change(what="parameters", name=parameter.name, expected=None, found=parameter.default)


def _runtime_changes(made: Provenance) -> tuple[Change, ...]:
    """Compare the versions of all that had a part in it with those that are installed."""
    here = {"app": f"ilha {runtime.version('ilha')}", **runtime.versions()}
    changes = []
    for name, expected in {"app": made.app, **made.runtime}.items():
        found = here.get(name) or runtime.installed(name)
        if found != expected:
            changes.append(Change(what="runtime", name=name, expected=expected, found=found))
    return tuple(changes)


def _made_again(made: Record, task: Task, shelf: ModelShelf, item: Item, client: EngineClient) -> Result:
    """Run the task anew with the models that were used."""
    models = {model.spec.id: model for model in shelf.all()}
    places = (_place(name, made.provenance.model, models)[0] for name in made.provenance.files)
    others = {model.spec.id: model for model in places if model is not None}
    first = others.pop(made.provenance.model, None) or shelf.get(made.provenance.model)
    request = RunRequest(
        task=task.id,
        model=first,
        params=parse_params(task, made.provenance.params),
        items=(item,),
        others=tuple(others.values()),
        resume=False,
        private=True,
    )
    try:
        for message in run_all(client, [request]):
            if isinstance(message, Done):
                return message.result
            if isinstance(message, Failed):
                kind = IlhaError.by_code.get(message.failure.code, InternalError)
                raise kind(detail=message.failure.detail, **message.failure.arguments)
    finally:
        client.stop()
    raise InternalError(kind="no answer")


# --- what came of it -------------------------------------------------------------------------------------------------


def differences(expected: object, found: object, *, together: bool) -> list[Change]:
    """Return the places in which two results differ; numbers may differ by more when one was made `together`."""
    return list(_Comparison(together=together).of(expected, found, "", ""))


class _Comparison:
    def __init__(self, *, together: bool) -> None:
        self._apart = SCORE_APART_TOGETHER if together else _SCORE_APART
        self._cosine = _COSINE_TOGETHER if together else _COSINE

    def of(self, expected: object, found: object, name: str, key: str) -> Iterator[Change]:
        """Compare two parts of the name `key`."""
        if key == "labels" and isinstance(expected, list) and isinstance(found, list):
            yield from self._labels(expected, found, name)
        elif isinstance(expected, dict) and isinstance(found, dict):
            for part in dict.fromkeys((*expected, *found)):
                if part not in _PASSING:
                    yield from self.of(expected.get(part), found.get(part), f"{name}.{part}".lstrip("."), part)
        elif key != "vector" and isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
            for place, (one, other) in enumerate(zip(_ordered(expected), _ordered(found), strict=True)):
                yield from self.of(one, other, f"{name}[{place}]", key)
        elif not self._same(expected, found, key):
            yield Change(what="value", name=name, expected=_short(expected), found=_short(found))

    def _labels(self, expected: list[Any], found: list[Any], name: str) -> Iterator[Change]:
        """Compare scores by label; one that was too low to be listed counts as the lowest that was."""
        before, now = ({one["label"]: one["score"] for one in labels} for labels in (expected, found))
        for label in dict.fromkeys((*before, *now)):
            old, new = (scores.get(label, min(scores.values(), default=0.0)) for scores in (before, now))
            if abs(old - new) > self._apart or not (before and now):
                yield Change(what="value", name=f"{name}.{label}", expected=before.get(label), found=now.get(label))

    def _same(self, expected: object, found: object, key: str) -> bool:
        numbers = (int, float)
        if key == "vector":
            return self._alike(expected, found)
        if isinstance(expected, bool) or not (isinstance(expected, numbers) and isinstance(found, numbers)):
            return expected == found
        if key in {"score", "similarity"}:
            return abs(expected - found) <= self._apart
        if key == "box":
            return abs(expected - found) <= max(_PIXELS_APART, _SHARE_APART * abs(expected))
        if key in {"start_s", "end_s", "duration_s"}:
            return abs(expected - found) <= _SECONDS_APART
        return math.isclose(expected, found, rel_tol=1e-6)

    def _alike(self, expected: object, found: object) -> bool:
        """Say whether two vectors of length 1 point the same way."""
        if not (isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found)):
            return False
        product: float = sum(one * other for one, other in zip(expected, found, strict=True))
        return product >= self._cosine


def _ordered(parts: Sequence[Any]) -> Sequence[Any]:
    """Return boxes, which stand in the order of scores that lie close together, in the order of their places."""
    if all(isinstance(part, dict) and {"label", "box"} <= part.keys() for part in parts):
        return sorted(parts, key=lambda part: (str(part["label"]), [round(edge, -1) for edge in part["box"]]))
    return parts


def _short(value: object) -> object:
    """Return a value as it is told; of long ones the beginning."""
    if not isinstance(value, str):
        if isinstance(value, int | float | None):
            return value
        value = msgspec.json.encode(value).decode()
    return value if len(value) <= _LETTERS_AT_MOST else f"{value[:_LETTERS_AT_MOST]}…"
