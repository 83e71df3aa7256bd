"""What gives a person away and is found without a model: addresses and numbers, by form and by check digits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple


class Identifier(NamedTuple):
    """A place of a text: `label` says what stands between `start` and `end`, counted in characters."""

    start: int
    end: int
    label: str


_SPACE = " \u00a0\u2009\u202f"
_ALONE = r"(?<!\w)(?<!\d[.-])"
_FIRST = rf"{_ALONE}(?<!\d[{_SPACE}])"
_OVER = r"(?!\w)(?![.-]\d)"

_EMAIL = re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++@[\w-]++(?:\.[\w-]++)++")
# Looked for from every word on: something like the beginning of one may stand before the real one.
_IBAN = re.compile(rf"(?<!\w)(?=([A-Z]{{2}}\d\d(?:[{_SPACE}-]?[A-Z0-9]){{11,30}}))", re.IGNORECASE | re.ASCII)
_CARD_NETWORKS = "23456"
_GROUP = re.compile(r"\d+")
_DIGITS = re.compile(rf"{_ALONE}\d(?:[{_SPACE}-]?\d){{12,}}+")
_CNPJ = re.compile(rf"{_ALONE}[0-9A-Z]{{2}}\.?[0-9A-Z]{{3}}\.?[0-9A-Z]{{3}}/?[0-9A-Z]{{4}}[-–]?[0-9]{{2}}{_OVER}")
_CPF = re.compile(rf"{_ALONE}\d{{3}}[.{_SPACE}]?\d{{3}}[.{_SPACE}]?\d{{3}}[-–/{_SPACE}]?\d{{2}}{_OVER}")

# Telephone numbers have no check digits: these are the ways people write them, the number itself in the group.
_GAP = rf"[{_SPACE}.–-]"
_WORDS_BEFORE = (
    r"(?:tel|telef|telefone|telemóvel|telem|tlm|tlf|phone|fone|cel|celular|móvel|mobile|mob|whats|whatsapp|zap|fax|call"
    r"|contact|contacto|contato|ligue|handy|ramal)"
)
_PHONES = (
    re.compile(rf"(?<![\w+])(\+[{_SPACE}]?\d(?:[{_SPACE}().–/-]{{0,2}}\d){{7,14}})(?!\d)"),
    re.compile(rf"{_ALONE}(00[{_SPACE}]?[1-9](?:[{_SPACE}().–/-]{{0,2}}\d){{8,13}}){_OVER}"),
    re.compile(
        rf"\b{_WORDS_BEFORE}\b\.?[^\w+(]{{0,4}}(?:[^\W\d]\w{{0,11}}[^\w+(]{{1,3}}){{0,2}}(\(?\d(?:[{_SPACE}().–/-]{{0,2}}\d){{6,14}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w)(\(0?\d{{2,4}}\)[{_SPACE}]?(?:9[{_SPACE}])?\d{{3,5}}{_GAP}?\d{{3,4}}){_OVER}"),
    re.compile(rf"{_ALONE}(\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}){_OVER}"),
    re.compile(rf"{_ALONE}([1-9]\d{_GAP}(?:9{_GAP}?)?\d{{4}}{_GAP}\d{{4}}){_OVER}"),
    re.compile(rf"{_ALONE}((?!(?:1[89]|20)\d\d-(?:1[89]|20)\d\d\b)9?\d{{4}}-\d{{4}}){_OVER}"),
    re.compile(rf"{_ALONE}([236-9]\d\d{_GAP}(?!000)\d{{3}}{_GAP}\d{{3}}){_OVER}"),
    re.compile(rf"{_ALONE}([236-9]\d(?:{_GAP}\d{{3}}|\d{_GAP}\d\d){_GAP}\d\d{_GAP}\d\d){_OVER}"),
    re.compile(rf"{_FIRST}(0\d(?:[{_SPACE}/-]?\d){{1,4}}[{_SPACE}/-]\d(?:[{_SPACE}-]?\d){{4,7}}){_OVER}"),
    re.compile(rf"{_ALONE}([1-9][1-9]9\d{{8}}|9[1236]\d{{7}}){_OVER}"),
)
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")

# Characters of an IBAN by country, from the SWIFT IBAN registry.
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI FK FO GL NL SD", 19: "MK SI", 20: "AT BA EE KZ LT LU MN XK", 21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA", 23: "AE GI IL IQ OM SO TL", 24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST", 26: "IS TR", 27: "BI DJ FR GR IT MC MR SM", 28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
        29: "BR EG PS QA UA", 30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip


def identifiers(text: str) -> list[Identifier]:
    """Return e-mail addresses, telephone, card and account numbers, CPF and CNPJ in the order of the text.

    What has check digits counts only when they are right. Nothing overlaps.
    """
    taken = bytearray(len(text))
    found = []
    for find in (_emails, _ibans, _cards, _registrations, _phones):
        for place in find(text):
            found += [Identifier(*free, place.label) for free in _free(taken, place)]
            taken[place.start : place.end] = b"\1" * (place.end - place.start)
    return sorted(found)


def _free(taken: bytearray, place: Identifier) -> Iterator[tuple[int, int]]:
    """Give the parts of a place that nothing else has, unless only crumbs are left."""
    for part in re.finditer(rb"\0{4,}", taken[place.start : place.end]):
        yield place.start + part.start(), place.start + part.end()


def _emails(text: str) -> Iterator[Identifier]:
    for match in _EMAIL.finditer(text):
        yield Identifier(*match.span(), "EMAIL")


def _ibans(text: str) -> Iterator[Identifier]:
    for match in _IBAN.finditer(text):
        start, written = match.start(1), match.group(1)
        length = _IBAN_LENGTHS.get(written[:2].upper())
        places = [index for index, character in enumerate(written) if character.isalnum()]
        if length is None or len(places) < length:
            continue
        end = start + places[length - 1] + 1
        characters = "".join(written[index] for index in places[:length]).upper()
        if is_iban(characters) and not text[end : end + 1].isalnum():
            yield Identifier(start, end, "IBAN")


def _cards(text: str) -> Iterator[Identifier]:
    """Look at groups of digits that stand side by side: other numbers may come before and after.

    A card has 13 to 19 digits, the first of which names its network; the last one makes it right (ISO/IEC 7812, Luhn).
    """
    for run in _DIGITS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        counts = list(accumulate((end - start for start, end in groups), initial=0))
        sums = _luhn_sums([int(digit) for start, end in groups for digit in text[start:end]])
        for first, (start, _) in enumerate(groups):
            if text[start] not in _CARD_NETWORKS:
                continue
            begin = counts[first]
            for last in range(bisect_left(counts, begin + 13), bisect_right(counts, begin + 19)):
                sum_until = sums[counts[last] % 2]
                if (sum_until[counts[last]] - sum_until[begin]) % 10 == 0:
                    yield Identifier(start, groups[last - 1][1], "CARD")


def _luhn_sums(digits: list[int]) -> tuple[list[int], list[int]]:
    """Return the sums of the digits before each place: every second one doubled, from the first or the second on."""
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits]
    even, odd = digits.copy(), digits.copy()
    even[::2], odd[1::2] = doubled[::2], doubled[1::2]
    return list(accumulate(even, initial=0)), list(accumulate(odd, initial=0))


def _registrations(text: str) -> Iterator[Identifier]:
    yield from _numbers(_CNPJ, "CNPJ", is_cnpj, text)
    yield from _numbers(_CPF, "CPF", is_cpf, text)


def _numbers(pattern: re.Pattern[str], label: str, right: Callable[[str], bool], text: str) -> Iterator[Identifier]:
    for match in pattern.finditer(text):
        if right("".join(filter(str.isalnum, match.group()))):
            yield Identifier(*match.span(), label)


def _phones(text: str) -> Iterator[Identifier]:
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if not _DATE.match(match.group(1)):
                yield Identifier(*match.span(1), "PHONE")


def is_iban(characters: str) -> bool:
    """Check an account number without spaces (ISO 13616): letters count from 10, the remainder of 97 is 1."""
    moved = characters[4:] + characters[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def is_cpf(digits: str) -> bool:
    """Check the eleven digits of a Brazilian person's tax number by its last two."""
    return _ends_rightly(digits, most=11)


def is_cnpj(characters: str) -> bool:
    """Check the fourteen characters of a Brazilian company's number by its last two.

    Since July 2026 the first twelve may be letters, which count as their ASCII code less 48, as digits always did
    (Instrução Normativa RFB 2.229/2024).
    """
    return _ends_rightly(characters, most=9)


def _ends_rightly(characters: str, most: int) -> bool:
    """Compute both check digits modulo 11: weights from 2 up to `most`, from the right, then from 2 again."""
    values = [ord(character) - 48 for character in characters]
    if len(set(values)) == 1:
        return False  # all the same passes the sum, and is never given out
    for place in (-2, -1):
        body = reversed(values[:place])
        remainder = sum(value * (2 + index % (most - 1)) for index, value in enumerate(body)) % 11
        if values[place] != (0 if remainder < 2 else 11 - remainder):
            return False
    return True
