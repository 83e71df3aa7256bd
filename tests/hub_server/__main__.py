"""Serve a file as the weights of a model until standard input ends: `python -m tests.hub_server FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hub_server.repository import Repository
from tests.hub_server.server import HubServer


def main() -> None:
    """Print the address of the server and that of the file, then wait."""
    repository = Repository(id="isle/large", about={"pipeline_tag": "text-classification"})
    commit = repository.commit({"onnx/model.onnx": b"graph", "onnx/model.onnx_data": Path(sys.argv[1])})
    with HubServer() as server:
        server.add(repository)
        blob = repository.commits[commit]["onnx/model.onnx_data"]
        print(server.url, f"{server.cdn}/{blob.sha256}", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
