"""What is known of the models that are kept, and whose work they are."""

from __future__ import annotations

from desktop.core.job import Job, JobState
from desktop.core.media import InputFile, MediaKind
from desktop.hub.attribution import credits_of, credits_text
from desktop.hub.store import disk_use, kept_models
from desktop.state.history import History
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from tests.unit.hub.kept import exact_bytes, keep


def job(home: Home, name: str, model: str, finished: float | None, state: JobState = JobState.DONE) -> Job:
    file = InputFile(path=home.root / name, kind=MediaKind.TEXT, mime="text/plain", label="text", size_bytes=1)
    return Job(id=name, input=file, task="text-classification", model=model, state=state, finished=finished)


def test_where_a_model_is_from_and_when_it_was_used(home: Home) -> None:
    mine, theirs = keep(home), keep(home, "owner/name", repo="owner/name", revision="a" * 40)
    history = History(home.history)
    history.put(
        [
            job(home, "first", "local/words", 100.0),
            job(home, "second", "local/words", 200.0),
            job(home, "failed", "local/words", 300.0, JobState.FAILED),
        ]
    )
    kept = {model.model.spec.id: model for model in kept_models(home, ModelShelf(home).all(), history)}
    history.close()
    assert (kept["local/words"].source, kept["local/words"].last_used) == ("folder", 200.0)
    assert (kept["owner/name"].source, kept["owner/name"].last_used) == ("owner/name", None)
    assert kept["starter/pp-ocrv6"].source == "program"
    assert not kept["starter/pp-ocrv6"].removable
    assert kept["local/words"].size_bytes == exact_bytes(mine)
    assert kept["owner/name"].size_bytes == exact_bytes(theirs)


def test_the_store_takes_what_its_parts_take(home: Home) -> None:
    one, two = keep(home), keep(home, "owner/name")
    left = home.models / ".part-dead"
    left.mkdir()
    (left / "x").write_bytes(b"123")
    use = disk_use(home, ModelShelf(home).all())
    assert use.models == {"local/words": exact_bytes(one), "owner/name": exact_bytes(two)}
    assert (use.trash_bytes, use.unfinished_bytes) == (0, 3)
    assert use.total_bytes == exact_bytes(one) + exact_bytes(two) + 3
    assert use.free_bytes > 0


def test_a_store_whose_disk_is_gone_takes_nothing(home: Home) -> None:
    home.models.rmdir()
    use = disk_use(home, ModelShelf(home).all())
    assert (use.total_bytes, use.free_bytes) == (0, 0)


def test_every_model_is_owed_to_somebody(home: Home) -> None:
    keep(home, "owner/name", repo="owner/name", licence="MIT", base_licence="CC-BY-4.0", title="Words")
    models = ModelShelf(home).all()
    text = credits_text(models)
    assert "**Words** (`owner/name`): MIT, made from a model under CC-BY-4.0." in text
    assert all(f"`{model.spec.id}`" in text for model in models)
    assert all(credit.licence for credit in credits_of(models))
    assert all(path.is_file() for credit in credits_of(models) for path in credit.texts)
