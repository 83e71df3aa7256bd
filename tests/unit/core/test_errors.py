import string

import pytest

from desktop import cli_parser, cli_recipes
from desktop.core import network
from desktop.core.errors import Failure, IlhaError, InputTooLarge, describe, templates
from desktop.core.text import size

assert cli_parser.WrongCall.code == "usage"  # with the next one the error classes outside core
assert cli_recipes.RecipeTakesNone.code == "recipe-takes-none"
assert network.HubOffline.code == "hub-offline"  # loaded with the network alone


@pytest.mark.parametrize("code", sorted(IlhaError.by_code))
def test_every_error_has_a_stable_code_a_sentence_and_a_hint(code: str) -> None:
    message, hint = templates(code)
    assert code == code.lower()
    assert " " not in code
    assert message
    assert hint
    for template in (message, hint):
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template))


def test_a_failure_is_formatted_where_it_is_shown() -> None:
    failure = InputTooLarge(name="map.png", found=200, limit=100, unit="megapixels").failure()
    message, _ = describe(failure)
    assert message == "“map.png” is too large: 200 megapixels, at most 100 megapixels are read."


def test_an_unknown_code_or_a_missing_argument_still_gives_a_sentence() -> None:
    assert describe(Failure(code="from-the-future"))[0].startswith("Ilha made a mistake")
    assert "{name}" in describe(Failure(code="input-empty"))[0]


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (123_456_789, "123 MB"), (5 * 10**12, "5.0 TB")],
)
def test_sizes_are_written_as_people_read_them(count: int, shown: str) -> None:
    assert size(count) == shown
