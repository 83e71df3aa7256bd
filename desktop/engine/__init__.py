"""ONNX Runtime sessions, tokenisers, processors and the sandbox."""
