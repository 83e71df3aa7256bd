"""Put `resources/`, and the README that is the help, into the wheel; a development install reads the checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface[Any]):  # type: ignore[misc] # the build backend is not installed here
    """Adds the resources to real wheels only: in an editable install they would be a stale copy."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by the build backend with the kind of wheel it is about to make."""
        if version != "editable":
            build_data["force_include"]["resources"] = "desktop/_resources"
            build_data["force_include"]["README.md"] = "desktop/_resources/README.md"
