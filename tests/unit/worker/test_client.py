"""The engine process for real: results, errors, cancelling, crashes, and nothing left behind."""

import dataclasses
import os
import resource
import shutil
import signal
import time
from pathlib import Path

import psutil
import pytest

from desktop.core.job import CancelDone, Done, Failed, Item, Job, Ready, RunRequest, Started
from desktop.core.model import InstalledModel
from desktop.core.result import Labels, Text
from desktop.media.sniff import recognise
from desktop.worker.batch import new_jobs, requests
from desktop.worker.client import EngineClient
from tests.unit.worker.conftest import Bench

WELCOME_ABSENT = {"PySide6", "huggingface_hub", "httpx2", "requests", "desktop.ui", "desktop.jobs", "desktop.hub"}


def started(message: object) -> bool:
    return isinstance(message, Started)


def test_an_engine_that_is_ready_stands_behind_its_wall_and_loaded_nothing_foreign(bench: Bench) -> None:
    bench.client.start()
    ready = bench.until(lambda message: isinstance(message, Ready))
    assert isinstance(ready, Ready)
    assert ready.wall == "enforced"
    assert "onnxruntime" in ready.modules
    assert not WELCOME_ABSENT & set(ready.modules)


def test_an_engine_is_deaf_to_the_keyboard_from_its_first_moment(bench: Bench) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    bench.client.start()
    status = Path(f"/proc/{bench.client.pid}/status").read_text()
    (blocked,) = [int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigBlk:")]
    assert blocked & 1 << (signal.SIGINT - 1)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before


def test_a_letter_gets_its_sentiment_with_full_provenance(bench: Bench, tmp_path: Path) -> None:
    letter = tmp_path / "carta ü 😀.txt"
    letter.write_text("I love this product, it is wonderful.\n", encoding="utf-8")
    (job,) = bench.submit("text-classification", letter, split="none")
    done = bench.end_of(job)
    assert isinstance(done, Done)
    assert isinstance(done.result.value, Labels)
    assert done.result.value.labels[0].label == "positive"
    assert {label.label for label in done.result.value.labels} == {"negative", "neutral", "positive"}
    provenance = done.result.provenance
    spec = bench.shelf.get("starter/minilm-sentiment").spec
    assert provenance.model == spec.id
    assert provenance.files == {
        path: digest
        for path, digest in ((file.path, file.sha256) for file in spec.files)
        if path in {"onnx/model_quantized.onnx", "tokenizer.json", "config.json"}
    }
    assert provenance.params == {"split": "none"}
    assert {"python", "onnxruntime", "tokenizers"} <= set(provenance.runtime)


def test_a_bad_file_fails_alone_and_the_engine_lives(bench: Bench, tmp_path: Path, samples: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes((samples / "photo.jpg").read_bytes()[:2000])
    good, bad, again = bench.submit(
        "image-classification", samples / "photo.jpg", broken, samples / "photo.jpg", top_k=3
    )
    assert isinstance(bench.end_of(good), Done)
    pid = bench.client.pid
    failed = bench.end_of(bad)
    assert isinstance(failed, Failed)
    assert failed.failure.code == "input-corrupt"
    assert isinstance(bench.end_of(again), Done)
    assert bench.client.pid == pid


def test_a_running_job_is_cancelled_at_once_and_the_next_runs(bench: Bench, samples: Path, tmp_path: Path) -> None:
    letter = tmp_path / "a.txt"
    letter.write_text("Fine.")
    (page,) = bench.submit("ocr", samples / "document.pdf")
    (text,) = bench.submit("text-classification", letter, split="none")
    bench.until(started)
    begin = time.monotonic()
    bench.client.cancel(page.id)
    assert isinstance(bench.end_of(page), CancelDone)
    assert time.monotonic() - begin < 1.0  # 0.3 s on a machine of one's own
    assert isinstance(bench.end_of(text), Done)


def test_a_waiting_job_is_cancelled_without_the_engine(bench: Bench, samples: Path, strips: Path) -> None:
    running, inside = bench.submit("ocr", strips, samples / "scan.png")
    (waiting,) = bench.submit("image-classification", samples / "photo.jpg", top_k=1)
    bench.until(started)
    pid = bench.client.pid
    for job in (waiting, inside):
        bench.client.cancel(job.id)
    cancelled = {message.job_id for message in bench.client.collect() if isinstance(message, CancelDone)}
    assert cancelled == {waiting.id, inside.id}
    assert isinstance(bench.end_of(running), Done)
    assert bench.client.pid == pid
    assert not any(isinstance(message, Started) and message.job_id != running.id for message in bench.seen)


def test_a_killed_engine_costs_one_job_and_the_same_file_twice_is_set_aside(
    bench: Bench, samples: Path, strip: Path
) -> None:
    for code in ("engine-crashed", "input-quarantined"):
        victim, survivor = bench.submit("ocr", samples / "document.pdf", strip)
        bench.until(lambda message, job=victim: isinstance(message, Started) and message.job_id == job.id)  # type: ignore[misc]
        assert bench.client.pid is not None
        os.kill(bench.client.pid, signal.SIGKILL)
        failed = bench.end_of(victim)
        assert isinstance(failed, Failed)
        assert failed.failure.code == code
        done = bench.end_of(survivor)
        assert isinstance(done, Done)
        assert isinstance(done.result.value, Text)


def test_a_crash_that_several_may_have_caused_costs_none_of_them(bench: Bench, samples: Path) -> None:
    jobs = bench.submit("image-classification", *[samples / "photo.jpg"] * 5, top_k=1)
    bench.until(lambda message: isinstance(message, Started) and message.job_id == jobs[1].id)
    assert bench.client.pid is not None
    os.kill(bench.client.pid, signal.SIGKILL)
    assert all(isinstance(bench.end_of(job), Done) for job in jobs)


def test_one_of_a_batch_is_cancelled_at_once_and_the_others_go_on(bench: Bench, samples: Path) -> None:
    jobs = bench.submit("image-classification", *[samples / "photo.jpg"] * 4, top_k=1)
    bench.until(lambda message: isinstance(message, Started) and message.job_id == jobs[1].id)
    bench.client.cancel(jobs[0].id)
    assert isinstance(bench.end_of(jobs[0]), CancelDone)
    assert all(isinstance(bench.end_of(job), Done) for job in jobs[1:])


def test_an_engine_killed_while_idle_is_started_again(bench: Bench, samples: Path) -> None:
    bench.client.start()
    ready = bench.until(lambda message: isinstance(message, Ready))
    assert isinstance(ready, Ready)
    psutil.Process(ready.pid).kill()
    (job,) = bench.submit("image-classification", samples / "photo.jpg", top_k=1)
    assert isinstance(bench.end_of(job), Done)


def test_an_engine_that_cannot_be_started_fails_its_jobs_and_is_tried_again(bench: Bench, samples: Path) -> None:
    model = bench.shelf.choose("image-classification").spec.id
    jobs = new_jobs([recognise(samples / "photo.jpg")], "image-classification", model, {"top_k": 1})
    (request,) = requests(jobs, bench.shelf, bench.home)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))  # no file more
    try:
        bench.client.submit(request)
        failures = bench.client.collect()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert [(type(found), found.failure.code) for found in failures if isinstance(found, Failed)] == [
        (Failed, "engine-unavailable")
    ]
    assert bench.client.unavailable
    (again,) = bench.submit("image-classification", samples / "photo.jpg", top_k=1)
    assert isinstance(bench.end_of(again), Done)


def test_two_deaths_before_ready_are_no_crash_loop(bench: Bench, samples: Path, tmp_path: Path) -> None:
    bench.client = EngineClient(tmp_path / "missing")
    (job,) = bench.submit("image-classification", samples / "photo.jpg", top_k=1)
    failed = bench.end_of(job)
    assert isinstance(failed, Failed)
    assert failed.failure.code == "engine-unavailable"
    assert bench.client.unavailable
    assert bench.client.pid is None
    (tmp_path / "missing").mkdir()
    (again,) = bench.submit("image-classification", samples / "photo.jpg", top_k=1)
    assert isinstance(bench.end_of(again), Done), "a new request tries again"


def test_an_engine_ends_when_its_owner_is_gone(bench: Bench, samples: Path) -> None:
    bench.submit("ocr", samples / "document.pdf")
    bench.until(started)
    assert bench.client.pid is not None
    process = bench.client._process
    assert process is not None
    bench.client.waitables[0].close()  # what the system does to the pipes of a window that was killed
    process.join(timeout=10)
    assert process.exitcode == 0


@pytest.mark.parametrize("name", ["onnx/model_quantized.onnx", "tokenizer.json"])
def test_an_altered_model_is_refused_with_file_and_digests(bench: Bench, tmp_path: Path, name: str) -> None:
    model = bench.shelf.get("starter/minilm-sentiment")
    folder = tmp_path / "model"
    shutil.copytree(model.folder, folder)
    listed = next(file for file in model.spec.files if file.path == name)
    content = bytearray((folder / listed.path).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / listed.path).write_bytes(content)
    letter = tmp_path / "a.txt"
    letter.write_text("Fine.")

    (job,) = _submit_with(bench, dataclasses.replace(model, folder=folder), letter)
    failed = bench.end_of(job)
    assert isinstance(failed, Failed)
    assert failed.failure.code == "model-digest-mismatch"
    assert failed.failure.arguments["file"] == listed.path
    assert failed.failure.arguments["expected"] == listed.sha256
    assert failed.failure.arguments["found"] != listed.sha256

    (folder / listed.path).unlink()
    (job,) = _submit_with(bench, dataclasses.replace(model, folder=folder), letter)
    failed = bench.end_of(job)
    assert isinstance(failed, Failed)
    assert failed.failure.code == "model-incomplete"

    (job,) = bench.submit("text-classification", letter, split="none")
    assert isinstance(bench.end_of(job), Done), "the whole model still works"


def _submit_with(bench: Bench, model: InstalledModel, path: Path) -> tuple[Job, ...]:
    jobs = new_jobs([recognise(path)], model.spec.task, model.spec.id, {"split": "none"})
    items = tuple(Item(job_id=job.id, input=job.input, work=bench.home.work / job.id) for job in jobs)
    bench.client.submit(RunRequest(task=model.spec.task, model=model, params={"split": "none"}, items=items))
    return jobs
