"""What gives a person away without a model: right check digits are found, wrong ones are not."""

from __future__ import annotations

import string
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.media.identifiers import identifiers


def found(text: str) -> list[tuple[str, str]]:
    return [(one.label, text[one.start : one.end]) for one in identifiers(text)]


def labels(text: str) -> set[str]:
    return {one.label for one in identifiers(text)}


def grouped(text: str, *sizes: int, by: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(text[start : start + size])
        start += size
    return by.join(filter(None, [*parts, text[start:]]))


WRONG = st.integers(1, 9)


# --- cards: the sum of all digits, every second one from the right doubled, ends in 0 ---------------------------------


def luhn(digits: str) -> int:
    """Return the digit that makes a card number right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit)
        if place % 2 == 0:
            number *= 2
            if number > 9:
                number -= 9
        total += number
    return -total % 10


@given(st.sampled_from("23456"), st.text(string.digits, min_size=11, max_size=17))
def test_a_right_card_number_is_found(first: str, body: str) -> None:
    number = first + body + str(luhn(first + body))
    assert found(f"Card: {number}.") == [("CARD", number)]


@given(st.sampled_from("23456"), st.text(string.digits, min_size=11, max_size=17), WRONG)
def test_a_card_number_with_a_wrong_digit_is_none(first: str, body: str, off: int) -> None:
    number = first + body + str((luhn(first + body) + off) % 10)
    assert "CARD" not in labels(f"Card: {number}.")


@given(st.sampled_from("23456"), st.text(string.digits, min_size=14, max_size=14), st.sampled_from(" -\u00a0\u202f"))
def test_a_card_number_in_groups_is_one(first: str, body: str, by: str) -> None:
    number = grouped(first + body + str(luhn(first + body)), 4, 4, 4, by=by)
    assert found(f"({number})") == [("CARD", number)]


def test_a_card_between_other_numbers_is_found() -> None:
    assert ("CARD", "4111 1111 1111 1111") in found("12 4111 1111 1111 1111 12/29 123")
    assert ("CARD", "3782 822463 10005") in found("No 7 3782 822463 10005")


def test_a_digit_left_over_is_no_find_of_its_own() -> None:
    sixteen = "4111 1111 1111 1111"
    last = luhn(sixteen.replace(" ", ""))
    assert found(f"{sixteen} {last}") == [("CARD", sixteen)], "all seventeen would be right as well"


@pytest.mark.parametrize("number", ["1111111111111117", "9111111111111116", "411111111111", "41111111111111111116"])
def test_what_no_network_gives_out_is_no_card(number: str) -> None:
    assert "CARD" not in labels(f"no {number}")


# --- account numbers: letters are 10 to 35, the first four come last, the remainder of 97 is 1 ------------------------

LENGTHS = {"PT": 25, "DE": 22, "GB": 22, "FR": 27, "NO": 15, "MT": 31, "BR": 29, "NL": 18}


@st.composite
def ibans(draw: st.DrawFn, off: int = 0) -> str:
    country = draw(st.sampled_from(sorted(LENGTHS)))
    size = LENGTHS[country] - 4
    body = draw(st.text(string.digits + string.ascii_uppercase, min_size=size, max_size=size))
    numbers = "".join(str(int(character, 36)) for character in f"{body}{country}00")
    check = (98 - int(numbers) % 97 + off) % 97
    return f"{country}{check:02}{body}"


@given(ibans(), st.sampled_from(["", " ", "\u00a0", "-"]), st.booleans())
def test_a_right_account_number_is_found(iban: str, by: str, small: bool) -> None:
    written = grouped(iban, *[4] * (len(iban) // 4), by=by)
    written = written.lower() if small else written
    assert found(f"To {written}, please") == [("IBAN", written)]


@given(ibans(off=1))
def test_an_account_number_with_a_wrong_check_is_none(iban: str) -> None:
    assert "IBAN" not in labels(f"To {iban}, please")


def test_an_account_number_has_the_length_of_its_country() -> None:
    right = "PT50000201231234567890154"
    assert found(right) == [("IBAN", right)]
    assert "IBAN" not in labels(right + "1")
    assert "IBAN" not in labels("X" + right)
    assert found(f"IBAN{right[:4]} AB12 {right}")[-1] == ("IBAN", right), "what looks like a beginning hides nothing"


# --- CPF and CNPJ: two check digits modulo 11 -------------------------------------------------------------------------


def mod11(values: list[int], weights: list[int]) -> int:
    remainder = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
    return 0 if remainder < 2 else 11 - remainder


def cpf(body: str) -> str:
    values = [int(digit) for digit in body]
    values.append(mod11(values, [10, 9, 8, 7, 6, 5, 4, 3, 2]))
    values.append(mod11(values, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]))
    return "".join(map(str, values))


def cnpj(body: str) -> str:
    values = [ord(character) - 48 for character in body]
    values.append(mod11(values, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
    values.append(mod11(values, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
    return f"{body}{values[-2]}{values[-1]}"


NINE = st.text(string.digits, min_size=9, max_size=9).filter(lambda body: len(set(body)) > 1)
TWELVE = st.text(string.digits + string.ascii_uppercase, min_size=12, max_size=12).filter(lambda one: len(set(one)) > 1)


@given(NINE)
def test_a_right_cpf_is_found(body: str) -> None:
    number = cpf(body)
    assert found(f"o CPF {number}.") == [("CPF", number)]
    written = f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"
    assert found(f"o CPF {written}.") == [("CPF", written)]


@given(NINE, WRONG, st.sampled_from([-1, -2]))
def test_a_cpf_with_a_wrong_digit_is_none(body: str, off: int, place: int) -> None:
    digits = list(cpf(body))
    digits[place] = str((int(digits[place]) + off) % 10)
    number = "".join(digits)
    assert "CPF" not in labels(f"CPF {number}")
    assert "CPF" not in labels(f"CPF {number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}")


@given(TWELVE)
def test_a_right_cnpj_is_found_with_letters_as_well(body: str) -> None:
    number = cnpj(body)
    written = f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}"
    assert found(f"A empresa {written}.") == [("CNPJ", written)]


@given(TWELVE, WRONG, st.sampled_from([-1, -2]))
def test_a_cnpj_with_a_wrong_digit_is_none(body: str, off: int, place: int) -> None:
    characters = list(cnpj(body))
    characters[place] = str((int(characters[place]) + off) % 10)
    number = "".join(characters)
    assert "CNPJ" not in labels(f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}")


def test_known_numbers() -> None:
    assert found("529.982.247-25") == [("CPF", "529.982.247-25")]
    assert found("11.222.333/0001-81") == [("CNPJ", "11.222.333/0001-81")]
    assert found("12.ABC.345/01DE-35") == [("CNPJ", "12.ABC.345/01DE-35")], "the example of the tax office"
    assert found("DE89 3704 0044 0532 0130 00") == [("IBAN", "DE89 3704 0044 0532 0130 00")]
    assert labels("111.111.111-11 00.000.000/0000-00") == set(), "right by the sum, and given to nobody"


# --- addresses and telephones -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["ana@example.org", "a.b+c_d@mail.example.co.uk", "joão@exemplo.pt", "x@a-b.io", "o'neill@example.ie"]
)
def test_addresses(address: str) -> None:
    assert found(f"Write to {address}.") == [("EMAIL", address)]
    assert found(f"<{address}>, or") == [("EMAIL", address)]


@pytest.mark.parametrize("text", ["@example.org", "ana@", "ana@example", "a @ b.c", "price@5"])
def test_what_is_no_address(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "+351 912 345 678",
        "+55 (11) 98765-4321",
        "00351 912345678",
        "(11) 98765-4321",
        "(021) 3456-7890",
        "212 555 0187",
        "212-555-0187",
        "11 98765-4321",
        "98765-4321",
        "912 345 678",
        "21 345 67 89",
        "020 7946 0958",
        "11987654321",
        "912345678",
    ],
)
def test_telephone_numbers_as_people_write_them(number: str) -> None:
    assert found(f"So, {number}, ok?") == [("PHONE", number)]


def test_a_word_before_tells_a_number_to_call() -> None:
    assert found("Tel.: 123 4567") == [("PHONE", "123 4567")]
    assert found("Tel. 21 345 6789") == [("PHONE", "21 345 6789")], "its first digits are no word before it"
    assert found("ligue para 1234567") == [("PHONE", "1234567")]
    assert found("in all 1234567") == []


@pytest.mark.parametrize(
    "text",
    [
        "on 01/02/2024 and 2024-03-05",
        "on 01/02/2024 10:30",
        "from 1998-2024",
        "R$ 1.234.567,89",
        "€ 3 000 000",
        "13:45:59",
        "version 10.0.19045.3803",
        "ISBN 978-3-16-148410-0",
        "0.123456789",
        "192.168.100.200",
        "12345678",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert found(text) == []


# --- everything together ----------------------------------------------------------------------------------------------

SCRAPS = st.sampled_from(
    [
        "4111 1111 1111 1111",
        "ana@example.org",
        "PT50000201231234567890154",
        "529.982.247-25",
        "+351 912 345 678",
        " ",
        "-",
    ]
)


def test_places_come_in_the_order_of_the_text() -> None:
    text = "+351 912 345 678, 529.982.247-25, 4111111111111111, ana@example.org"
    assert [label for label, _ in found(text)] == ["PHONE", "CPF", "CARD", "EMAIL"]


@given(
    st.lists(st.one_of(SCRAPS, st.text(string.digits + "ABZ .-/()@+", max_size=12), st.text(max_size=4)), max_size=12)
)
def test_places_are_in_order_and_never_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    places = identifiers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


PARTS = "4|4 |44-|a|a.|a@|@a.|a@a.|PT50 |A1|(12) |(|+1 |+(|00 1|tel a b |0-|01/|1.|AA00A| "


@pytest.mark.parametrize("part", PARTS.split("|"))
def test_nothing_makes_a_pattern_go_over_a_long_text_again_and_again(part: str) -> None:
    text = part * (100_000 // len(part))
    before = time.process_time()
    identifiers(text)
    assert time.process_time() - before < 5, "steps that grow with the square would take minutes"


def test_a_megabyte_of_writing_takes_seconds() -> None:
    text = "Ana (ana@example.org, tel. 212 555 0187) paid 1.234,56 with 4111 1111 1111 1111 on 01/02/2024.\n" * 10_500
    before = time.process_time()
    assert len(identifiers(text)) == 3 * 10_500
    assert time.process_time() - before < 30
