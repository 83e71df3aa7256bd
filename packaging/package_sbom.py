"""What is in the packages as a bill of materials: CycloneDX 1.6, the same bytes for the same bundle."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from package_bundle import INSIDE, STARTER, epoch, version
from package_checksums import digest
from package_licences import parts

from desktop.state.licences import Part

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://ilha.invalid/")
_LISTED = re.compile(r"[A-Za-z0-9.-]+")


def write(bundle: Path, dist: Path, name: str = "ilha") -> Path:
    """Write the bill of a bundle and of the models that are added to it."""
    target = dist / f"{name}-{version()}.cdx.json"
    target.write_text(json.dumps(bill(bundle, name), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def bill(bundle: Path, name: str = "ilha") -> dict[str, Any]:
    """Return the bill: the program, and every package, shared library and model in it."""
    found = parts(bundle)
    components = [
        *(_package(part) for part in found.packages),
        *(_library(part, bundle / INSIDE / part.name) for part in found.natives),
        *(_model(part) for part in found.models),
    ]
    program = {"type": "application", "bom-ref": name, "name": name, "version": version()}
    identity = json.dumps([program, components], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMES, identity)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**program, **_licences("Apache-2.0")},
        },
        "components": components,
        "dependencies": [{"ref": name, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _package(part: Part) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", part.name).lower()
    address = f"pkg:pypi/{name}@{part.version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": part.name,
        "version": part.version,
        "purl": address,
        **_licences(part.licence),
    }


def _library(part: Part, path: Path) -> dict[str, Any]:
    return {
        "type": "file",
        "bom-ref": f"file:{part.name}",
        "name": part.name,
        "hashes": [{"alg": "SHA-256", "content": digest(path)}],
        **_licences(part.licence),
    }


def _model(part: Part) -> dict[str, Any]:
    folder = STARTER / part.name.rpartition("/")[2]
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{part.name}",
        "name": part.name,
        "version": part.version,
        **_licences(part.licence),
        "components": list(_files(part.name, folder)),
    }


def _files(model: str, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the files of a model with the digests of its manifest."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for file in manifest["files"]:
        hashes = [{"alg": "SHA-256", "content": file["sha256"]}]
        yield {"type": "file", "bom-ref": f"model:{model}/{file['path']}", "name": file["path"], "hashes": hashes}


def _licences(licence: str) -> dict[str, Any]:
    """Return a licence as the schema wants it: an expression of SPDX's names, or in words what has none there."""
    unlisted = "Public-Domain" in licence or not all(
        _LISTED.fullmatch(term) for term in re.split(r"\s+(?:AND|OR|WITH)\s+", licence)
    )
    return {"licenses": [{"license": {"name": licence}} if unlisted else {"expression": licence}]}
