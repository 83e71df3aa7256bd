"""Texts that models read and tokenisers are made of."""

from __future__ import annotations

TEXTS = (
    "Maria Oliveira moved from Porto to Geneva in 2019, to work for the Red Cross.",
    "A carta não chegou às nove: o barco parou 😀 e ninguém avisou a tripulação.",
    "It works!",
)
LONG = " ".join(
    f"On day {day} the ferry of captain {captain} left {place} at {day % 12 + 1} o'clock; nobody else was on board."
    for day, (captain, place) in enumerate(
        (captain, place)
        for captain in ("Anna Sá", "João Pinto", "Kim")
        for place in ("Horta", "Lisbon", "Saint-Malo", "東京")
    )
)
"""Several windows of every model here."""
ODD = (
    "😀🎉 family: 👨‍👩‍👧 naïve façade e\u0301 ﬁne Ａ½ … “quoted” —dash—",
    "我喜欢这个产品，它很棒。東京は日本の首都です。ｶﾀｶﾅ 한국어 한국어",
    "antidisestablishmentarianism" * 8,
    "a\u0001b\u200bc\u00add\ufeffe\u0085f\u2028g\u00a0h\ttab\nline\n\n  two   spaces \u202eback \ufffd \ue000",
    "ÇA VA? İstanbul STRASSE ẞ ΣΊΣΥΦΟΣ ǅ ŉ Ωmega Ωhm don't DON'T can’t U.S.A. 3.14 1,000 $5 C++ a_b",
    "[MASK] the <mask> of <s>two</s> [SEP] [UNK] <unk> <pad>[PAD]  [CLS] [mask]",
    "हिन्दी में ไทย ภาษา Ελληνικά",
    "العَرَبِيَّة עִבְרִית кириллица й",
)
"""What tokenisers disagree about.

Left out is a letter that NFKC replaces with a mark after it, such as ẛ with a dot below: `tokenizers` loses the mark,
in transformers' own fast tokenisers too, and sentencepiece keeps it.
"""
