"""What is offered to whom."""

from __future__ import annotations

from desktop import tasks
from desktop.hub.offers import available, packs
from desktop.state.models import ModelShelf
from desktop.state.paths import Home
from tests.unit.hub.kept import keep


def test_what_is_here_is_not_offered_and_neither_is_what_no_task_can_use(home: Home, shelf: ModelShelf) -> None:
    fresh = {entry.repo_id: entry for entry in available(shelf.all())}
    assert {entry.task for entry in fresh.values()} <= set(tasks.registry())
    assert {"Xenova/yolos-tiny", "Xenova/detr-resnet-50"} == {
        entry.repo_id for entry in available(shelf.all(), "object-detection")
    }
    keep(home, "Xenova/yolos-tiny", repo="Xenova/yolos-tiny")
    keep(home, "local/mine", repo="Xenova/detr-resnet-50")
    shelf.refresh()
    assert set(fresh) - {entry.repo_id for entry in available(shelf.all())} == {
        "Xenova/yolos-tiny",
        "Xenova/detr-resnet-50",
    }
    assert available(shelf.all(), "object-detection") == ()


def test_a_pack_is_offered_until_it_is_complete(home: Home, shelf: ModelShelf) -> None:
    image = packs(shelf.all())["image"]
    for number, entry in enumerate(image):
        keep(home, f"local/{number}", repo=entry.repo_id)
    shelf.refresh()
    assert "image" not in packs(shelf.all())
    assert "text" in packs(shelf.all())
