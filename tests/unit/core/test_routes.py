"""The way from one language to another."""

from __future__ import annotations

from desktop.core.model import ModelSpec
from desktop.core.routes import Leg, knows, reachable, reads, way


def model(name: str, source: str | list[str], target: str | list[str]) -> ModelSpec:
    return ModelSpec(
        id=name,
        task="translation",
        title="",
        summary="",
        repo="",
        revision="",
        variant="q8",
        licence="",
        base_licence="",
        files=(),
        settings={"source": source, "target": target},
    )


EN_PT, PT_EN = model("en-pt", "en", "pt"), model("pt-en", "pt", "en")
EN_DE, DE_FR = model("en-de", ["en"], ["de"]), model("de-fr", "de", "fr")
MANY = model("many", ["en", "pt", "de", "fr"], ["en", "pt", "de", "fr"])


def test_a_pair_is_known_in_one_direction() -> None:
    assert reads(EN_PT) == ("en",)
    assert knows(EN_PT, "en", "pt")
    assert not knows(EN_PT, "pt", "en")
    assert not knows(MANY, "en", "en")


def test_a_model_for_one_pair_goes_before_one_for_many() -> None:
    assert way([MANY, EN_PT], "en", "pt") == (Leg(model=1, source="en", target="pt"),)
    assert way([EN_PT, MANY], "de", "fr") == (Leg(model=1, source="de", target="fr"),)


def test_without_a_direct_model_the_way_leads_through_english() -> None:
    assert way([PT_EN, EN_DE], "pt", "de") == (
        Leg(model=0, source="pt", target="en"),
        Leg(model=1, source="en", target="de"),
    )


def test_another_language_between_is_better_than_none() -> None:
    assert [leg.target for leg in way([EN_DE, DE_FR], "en", "fr")] == ["de", "fr"]


def test_no_way_is_no_leg() -> None:
    assert way([EN_PT], "pt", "en") == ()
    assert way([EN_PT, EN_DE], "pt", "de") == ()
    assert way([], "en", "pt") == ()
    assert way([EN_PT, PT_EN, MANY], "en", "en") == (), "there and back again is no translation"


def test_what_can_be_reached_includes_two_steps() -> None:
    assert reachable([PT_EN, EN_DE], "pt") == ("de", "en")
    assert reachable([EN_PT], "pt") == ()
