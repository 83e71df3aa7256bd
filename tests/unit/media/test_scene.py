import io

import pytest
from PIL import Image

from desktop.core.media import Scene
from desktop.media.scene import guess_scene


def jpeg(width: int, height: int, *, make: str = "") -> bytes:
    exif = Image.Exif()
    if make:
        exif[271] = make
    stream = io.BytesIO()
    Image.new("L", (width, height)).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("mime", "head", "scene"),
    [
        ("image/png", b"", Scene.PAGE),
        ("image/webp", b"", Scene.PHOTO),
        ("image/jpeg", jpeg(1240, 1754), Scene.PAGE),
        ("image/jpeg", jpeg(2200, 1700), Scene.PAGE),
        ("image/jpeg", jpeg(1240, 1754, make="Canon"), Scene.PHOTO),
        ("image/jpeg", jpeg(1600, 1200), Scene.PHOTO),
        ("image/jpeg", jpeg(210, 297), Scene.PHOTO),
        ("image/jpeg", b"\xff\xd8\xff\xe0\x00", Scene.PHOTO),
        ("image/jpeg", b"\xff\xd8" + b"\xff\xe0\x00\x00" * 4000, Scene.PHOTO),
    ],
)
def test_the_header_tells_a_page_from_a_photo(mime: str, head: bytes, scene: Scene) -> None:
    assert guess_scene(mime, head) is scene
