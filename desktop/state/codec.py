"""One way to write values as JSON and read them back: for the database and for the pipe to the engine.

Reading accepts only what the types say, so that bytes from a process that was taken over can do no harm.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from desktop.core.kind import ResultKind
from desktop.core.result import VALUE_OF, Artifact, OtherLanguage, Provenance, Result

T = TypeVar("T")


def _encode_special(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value))


def _decode_special(kind: type, value: Any) -> object:
    if kind is Path:
        return Path(value)
    raise TypeError(kind)


class _StoredResult(msgspec.Struct, frozen=True, kw_only=True):
    kind: ResultKind
    value: msgspec.Raw
    provenance: Provenance
    artifacts: tuple[Artifact, ...]
    timings: dict[str, float]
    other_language: OtherLanguage | None = None


_encoder = msgspec.json.Encoder(enc_hook=_encode_special)


def encode(value: object) -> bytes:
    """Return a value of `desktop.core`, or plain data, as JSON.

    Halves of characters, which strangers' JSON and names on a command line may hold, become question marks.
    """
    whole = _stored(value) if isinstance(value, Result) else value
    try:
        return _encoder.encode(whole)
    except UnicodeEncodeError:
        return _encoder.encode(_mended(msgspec.to_builtins(whole, enc_hook=_encode_special)))


def _stored(result: Result) -> dict[str, Any]:
    """Return the members of a result as `_StoredResult` reads them."""
    return {
        "kind": result.kind,
        "value": result.value,
        "provenance": result.provenance,
        "artifacts": result.artifacts,
        "timings": result.timings,
        "other_language": result.other_language,
    }


def _mended(value: Any) -> Any:
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case dict():
            return {_mended(name): _mended(member) for name, member in value.items()}
        case list() | tuple():
            return [_mended(member) for member in value]
    return value


def decode(content: bytes | str, kind: type[T]) -> T:
    """Return the value of type `kind` that `encode` wrote.

    Raises:
        msgspec.ValidationError: the content is something else.
    """
    if kind is Result:
        return _decode_result(content)  # type: ignore[return-value] # kind says it
    return msgspec.json.decode(content, type=kind, dec_hook=_decode_special)


def _decode_result(content: bytes | str) -> Result:
    stored = msgspec.json.decode(content, type=_StoredResult, dec_hook=_decode_special)
    return Result(
        value=msgspec.json.decode(stored.value, type=VALUE_OF[stored.kind]),
        provenance=stored.provenance,
        artifacts=stored.artifacts,
        timings=stored.timings,
        other_language=stored.other_language,
    )
