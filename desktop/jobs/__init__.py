"""The Qt edge of the core: queue, engine thread and background work; no widgets."""
