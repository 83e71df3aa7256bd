"""Messages as bytes on the pipe between the engine and its client.

JSON with a closed set of types, never pickle: the engine reads files from strangers, and bytes from an engine that was
taken over must not become code in the window.
"""

from __future__ import annotations

import msgspec

from desktop.core.job import (
    Benchmark,
    Benchmarked,
    Cancel,
    CancelDone,
    ChatTurn,
    Done,
    EngineMessage,
    Failed,
    Found,
    Indexed,
    IndexRequest,
    Inspect,
    Inspected,
    Partial,
    Progressed,
    Prove,
    Proved,
    Ready,
    Request,
    RequestDone,
    RunRequest,
    SearchRequest,
    Started,
)
from desktop.core.result import Result
from desktop.state.codec import decode, encode

Message = EngineMessage | Request | Cancel

_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(
            Benchmark,
            Benchmarked,
            Cancel,
            CancelDone,
            ChatTurn,
            Failed,
            Found,
            Indexed,
            IndexRequest,
            Inspect,
            Inspected,
            Partial,
        ),
        *(Progressed, Prove, Proved, Ready, RequestDone, RunRequest, SearchRequest, Started),
    )
}


class _Envelope(msgspec.Struct, frozen=True, array_like=True):
    kind: str
    body: msgspec.Raw


class _DoneBody(msgspec.Struct, frozen=True):
    job_id: str
    result: msgspec.Raw
    checkpoint: str


def pack(message: Message) -> bytes:
    """Return the bytes of a message."""
    body: object = message
    if isinstance(message, Done):
        body = _DoneBody(
            job_id=message.job_id, result=msgspec.Raw(encode(message.result)), checkpoint=message.checkpoint
        )
    return msgspec.json.encode(_Envelope(kind=type(message).__name__, body=msgspec.Raw(encode(body))))


def unpack(content: bytes) -> Message:
    """Return the message that `pack` wrote.

    Raises:
        msgspec.ValidationError: the bytes are not a message.
    """
    try:
        return _unpacked(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise msgspec.ValidationError(str(error)) from error


def _unpacked(content: bytes) -> Message:
    envelope = msgspec.json.decode(content, type=_Envelope)
    if envelope.kind == "Done":
        done = msgspec.json.decode(envelope.body, type=_DoneBody)
        return Done(job_id=done.job_id, result=decode(bytes(done.result), Result), checkpoint=done.checkpoint)
    kind = _TYPES.get(envelope.kind)
    if kind is None:
        raise msgspec.ValidationError(envelope.kind)
    message: Message = decode(bytes(envelope.body), kind)
    return message
