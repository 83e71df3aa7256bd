"""Speech that anybody can fetch, with what is said in it: recordings of LibriVox that come with pocketsphinx.

A reading of "Sense and Sensibility", in the public domain, and five short commands of a card game.
"""

from __future__ import annotations

import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sources import Archive, Source

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from sources import PackageCache

RATE_HZ = 16_000
SPHINX = Archive(
    package="pocketsphinx",
    version="5.1.1",
    filename="pocketsphinx-5.1.1.tar.gz",
    sha256="675778b309a22dfc9b7d37f7621976bba491d2a5f8c59696bd77fd6d07271355",
)
READING = "librivox/sense_and_sensibility_01_austen_64kb-"
MEMBERS = {
    "cards/001": "899951e768666f27c8f8b1d4090b96fe7909cae9cec01bec0a5d5d1b8a8d566e",
    "cards/002": "a3f9eae6fdb69a1231989e39a14d62388a6f52fb59666c76d95005318fadafec",
    "cards/003": "00d283e46bc257ae479e4aa86593cadb541656eba1d19fc8abeece37f6a5a18b",
    "cards/004": "4c44a8177f5b128b99f078cdeb918119933155574231f1833e8840d1af09c521",
    "cards/005": "090f18f5f76cf8b2b43cd9e6b07823f4685a4742d9a36cd98b174a6586c18cf9",
    f"{READING}0870": "b0557cf95c974d930577e58e46b7f068c432a6e3afcc286563d88922b2a5315c",
    f"{READING}0880": "fbec491ef00ee734a67f0ee318e98c51c157b479e1629ff4f4426861ecac0414",
    f"{READING}0890": "5793ffbdee55fb8bfd284943a6866864c832d9d4accf2661cabd39915c84ee10",
    f"{READING}0920": "40882414ef4cc51f3ff7a63bad0c8c87e7f595ffeb8209fbf756c8ebc5c28a59",
    f"{READING}0930": "954adbf0b56ac8a148cbe77b39ca18d76b5f2a1e1f405565bd786ce3e68a68b7",
}
SAID = {
    f"{READING}0870": "and mister john dashwood had then leisure to consider how much there might be prudently in his "
    "power to do for them",
    f"{READING}0880": "he was not an ill disposed young man",
    f"{READING}0890": "unless to be rather cold hearted and rather selfish is to be ill disposed",
    f"{READING}0920": "had he married a more amiable woman he might have been made still more respectable than he was",
    f"{READING}0930": "he might even have been made amiable himself",
    "cards/001": "ten of clubs",
    "cards/002": "four queen of clubs",
    "cards/003": "seven of clubs",
    "cards/004": "five five",
    "cards/005": "eight of spades four of clubs seven of hearts",
}
"""As the package says it, but for a slip: "a more a amiable woman"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A recording, float32 at 16 kHz, and what is said in it."""

    name: str
    samples: NDArray[np.float32]
    said: str


def source(name: str) -> Source:
    """Return where a clip is from."""
    return Source(archive=SPHINX, member=f"test/data/{name}.wav", sha256=MEMBERS[name], licence="BSD-2-Clause")


def read_clips(cache: PackageCache) -> list[Clip]:
    """Return the clips in their order."""
    return [Clip(name=name, samples=read(cache.path(source(name))), said=said) for name, said in SAID.items()]


def readings(clips: list[Clip]) -> list[Clip]:
    """Return those of the reading alone."""
    return [clip for clip in clips if clip.name.startswith(READING)]


def read(path: Path) -> NDArray[np.float32]:
    """Return the samples of a WAV file of 16 bits, one channel and 16 kHz."""
    with wave.open(str(path)) as sound:
        if (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) != (1, 2, RATE_HZ):
            message = f"{path.name} is not 16 bits, one channel, 16 kHz"
            raise ValueError(message)
        raw = sound.readframes(sound.getnframes())
    return np.frombuffer(raw, "<i2").astype(np.float32) / 32768
