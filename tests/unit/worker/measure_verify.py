"""Print how far scores of a text among others lie from those of the same text alone: `python -m …measure_verify`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from desktop.core.job import Done
from desktop.core.media import InputFile
from desktop.core.result import Labels
from desktop.core.task import parse_params
from desktop.media.sniff import recognise
from desktop.state.models import ModelShelf
from desktop.state.paths import Home, resources
from desktop.tasks import get_task
from desktop.worker.batch import new_jobs, requests, run_all
from desktop.worker.client import EngineClient

TASK = "text-classification"


def scores(home: Home, client: EngineClient, files: list[InputFile]) -> list[dict[str, float]]:
    """Return the scores of files that travel together."""
    task, shelf = get_task(TASK), ModelShelf(home)
    jobs = new_jobs(files, TASK, shelf.choose(TASK).spec.id, parse_params(task, {}))
    done = {
        one.job_id: one.result.value for one in run_all(client, requests(jobs, shelf, home)) if isinstance(one, Done)
    }
    values = [done[job.id] for job in jobs]
    return [{one.label: one.score for one in value.labels} for value in values if isinstance(value, Labels)]


def main() -> int:
    files = [recognise(path) for path in sorted((resources() / "samples").glob("*")) if path.suffix in {".txt", ".md"}]
    with tempfile.TemporaryDirectory() as place:
        home = Home(root=Path(place), models=Path(place) / "models").make()
        client = EngineClient(home.work)
        try:
            together = scores(home, client, files)
            alone = [scores(home, client, [file])[0] for file in files]
        finally:
            client.stop()
    for file, one, other in zip(files, alone, together, strict=True):
        print(f"{file.name:16} {max(abs(one[label] - other[label]) for label in one):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
