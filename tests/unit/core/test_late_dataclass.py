"""A class whose methods are made with its first instance is a frozen dataclass all the same."""

import pickle
import threading
from dataclasses import FrozenInstanceError, field, is_dataclass, replace

import pytest

from desktop.core.late_dataclass import LateDataclass, fields_of


class Place(LateDataclass):
    name: str
    height_m: int = field(default=0, metadata={"label": "Height"})


def test_it_is_made_with_its_first_instance() -> None:
    class Fresh(LateDataclass):
        name: str

    assert not is_dataclass(Fresh)
    assert Fresh(name="Farol").name == "Farol"
    assert is_dataclass(Fresh)


def test_its_instances_are_values() -> None:
    place = Place(name="Farol", height_m=42)
    assert place == Place(name="Farol", height_m=42) != replace(place, height_m=43)
    assert len({place, Place(name="Farol", height_m=42)}) == 1
    assert repr(place) == "Place(name='Farol', height_m=42)"
    assert pickle.loads(pickle.dumps(place)) == place
    with pytest.raises(FrozenInstanceError):
        place.height_m = 43  # type: ignore[misc]
    with pytest.raises(TypeError, match="place_of_birth"):
        Place(name="Farol", place_of_birth="sea")  # type: ignore[call-arg]


def test_its_fields_keep_what_is_said_of_them() -> None:
    assert [(one.name, dict(one.metadata)) for one in fields_of(Place)] == [
        ("name", {}),
        ("height_m", {"label": "Height"}),
    ]


def test_threads_that_want_it_at_once_get_the_same() -> None:
    class Wanted(LateDataclass):
        depth: int = field(default=3, metadata={"label": "Depth"})

    start, found = threading.Barrier(8), []

    def want() -> None:
        start.wait()
        found.append(fields_of(Wanted)[0].metadata["label"])

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Depth"] * 8
