"""A stand-alone program in an environment of its own; nothing here may import the rest of Ilha.

No module imports torch, onnx or onnxruntime before it needs them, so that a folder is refused at once, and the parts
that judge can be tested where those are not.
"""
