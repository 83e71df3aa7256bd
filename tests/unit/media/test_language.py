from __future__ import annotations

import pytest

from desktop.media.language import LANGUAGES, detect
from tests.unit.media.phrases import phrases
from tests.unit.media.tongues import SENTENCES


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_of_each_language(code: str) -> None:
    guesses = [detect(sentence) for sentence in SENTENCES[code]]
    assert sum(guess is not None and guess.code == code for guess in guesses) >= 9


def test_a_choice_of_few_languages_is_right_on_two_words() -> None:
    among = ("en", "pt-BR", "de")
    asked = [(code, " ".join(one.split()[:2])) for code in ("en", "pt", "de") for one in SENTENCES[code]]
    right = sum((guess := detect(text, among)) is not None and guess.code == code for code, text in asked)
    assert right >= 28


@pytest.mark.parametrize(
    ("text", "code"),
    [("Hello", "en"), ("Good morning!", "en"), ("Oi", "pt"), ("Bom dia", "pt"), ("Obrigada!", "pt"), ("Hola", "es")],
)
def test_what_people_try_first(text: str, code: str) -> None:
    guess = detect(text)
    assert guess is not None
    assert guess.code == code


def test_of_a_few_words_what_is_preferred_is_likelier() -> None:
    guesses = [(code, detect(text, preferred=("en", "pt"))) for code, text in phrases()]
    right = sum(guess is not None and guess.code == code for code, guess in guesses)
    assert right / len(guesses) > 0.94


@pytest.mark.parametrize("text", ["Hello my friend.", "my cat", "cake", "zzyzx"])
def test_a_word_that_says_nothing_is_taken_for_the_first_that_is_preferred(text: str) -> None:
    guess = detect(text, preferred=("en", "pt"))
    assert guess is not None
    assert guess.code == "en"


@pytest.mark.parametrize("code", SENTENCES.keys() - {"en", "pt"})
def test_a_sentence_of_another_language_is_still_told(code: str) -> None:
    guesses = [detect(sentence, preferred=("en", "pt")) for sentence in SENTENCES[code]]
    assert sum(guess is not None and guess.code == code for guess in guesses) >= 9


def test_a_word_in_another_script_is_not_taken_for_what_is_preferred() -> None:
    word, name = detect("Спасибо", preferred=("en", "pt")), detect("12 345", preferred=("en", "pt"))
    assert word is not None
    assert word.code not in {"en", "pt"}
    assert name is None


def test_a_book_is_judged_by_all_of_it() -> None:
    book = "CONTENTS AND PREFACE OF THE EDITOR " * 20 + " ".join(SENTENCES["pt"]) * 400
    guess = detect(book)
    assert guess is not None
    assert (guess.code, guess.probability > 0.99) == ("pt", True)


@pytest.mark.parametrize("text", ["", " \n", "12 345,00", "— … !", "https://example.com"])
def test_nothing_to_go_by(text: str) -> None:
    assert detect(text) is None


def test_probability_tells_a_word_from_a_sentence() -> None:
    word, sentence = detect("casa"), detect(SENTENCES["pt"][3])
    assert word is not None
    assert sentence is not None
    assert word.probability < 0.5
    assert sentence.probability > 0.99


def test_strange_text_is_no_fault() -> None:
    detect("\udc80 broken \x00 text")
    assert detect("日本語", ("en", "pt")) is None
    assert {"en", "pt", "ja"} <= LANGUAGES
