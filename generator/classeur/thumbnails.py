"""Small pictures of attachments for the team: the first page of a PDF, a photograph, made once for the same bytes."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classeur.apart import StoppedError, ask
from classeur.library import SESSION, Library
from classeur.read.attachments import Attachment, Condition

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = ".classeur/vignettes"
"""Where they are kept, from the project's root."""
WIDTH = 160
TALLEST = 240
"""Pixels: a receipt is as narrow as it has to be."""
_LARGEST = 50_000_000
"""Pixels that are unpacked: more than a scan has, and 200 MB of memory. A photograph is unpacked smaller than it is."""
_QUALITY = 60
_SECONDS = 10
"""Of computing, for one picture."""
_PICTURES = ("avif", "bmp", "gif", "jpeg", "png", "tiff", "webp")
_NAME = re.compile(r"^(?P<sha256>[0-9a-f]{64})-(?P<width>\d+)x(?P<height>\d+)\.webp$")


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture in `FOLDER`; its name holds the SHA-256 of the attachment and its size in pixels."""

    name: str
    width: int
    height: int


def shown_small(library: Library) -> tuple[Attachment, ...]:
    """The attachments that pages of records list: those of sessions are too many, and alike."""
    records = (library.records[owner] for owner in library.pieces)
    listed = (r for r in records if r.kind.name != SESSION and not r.draft)
    named = dict.fromkeys(piece.file for record in listed for piece in library.pieces[record.id])
    files = (library.files[path] for path in named if path in library.files)
    return tuple(file for file in files if file.condition is Condition.SOUND and file.media in ("pdf", *_PICTURES))


def make_thumbnails(root: Path, files: Iterable[Attachment]) -> dict[str, Thumbnail]:
    """The picture of each file, by the file's SHA-256, made in `FOLDER` where it is not there already.

    A file of which no picture can be made has none: what it is was told when it was read. Pictures that nobody wants
    any more are removed.
    """
    wanted = {file.sha256: file for file in files}
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    known: dict[str, Thumbnail] = {}
    for name in sorted(path.name for path in folder.iterdir()):
        found = _NAME.match(name)
        if found and found["sha256"] in wanted:
            known[found["sha256"]] = Thumbnail(name, int(found["width"]), int(found["height"]))
        else:
            (folder / name).unlink()
    for sha256, file in wanted.items():
        if sha256 not in known:
            known[sha256] = _make(root / file.path, file, folder)
    return {sha256: thumbnail for sha256, thumbnail in known.items() if thumbnail.width}


def _make(path: Path, file: Attachment, folder: Path) -> Thumbnail:
    """Make one; of 0 by 0 pixels, and empty, when it can't be or asks for too much: so it is not tried again."""
    fresh = folder / f"{file.sha256}.nouveau"
    try:
        width, height = ask(draw, str(path.absolute()), file.media, str(fresh.absolute()), seconds=_SECONDS)
    except StoppedError:
        width, height = 0, 0
    if not width:
        fresh.write_bytes(b"")
    thumbnail = Thumbnail(f"{file.sha256}-{width}x{height}.webp", width, height)
    fresh.replace(folder / thumbnail.name)
    return thumbnail


def draw(path: str, media: str, target: str) -> tuple[int, int]:
    """Write the picture of a file at `target` and give its size; 0 by 0 when there is none. Asked apart."""
    data = Path(path).read_bytes()
    image = _of_pdf(data) if media == "pdf" else _of_picture(data)
    if image is None:
        return (0, 0)
    image.save(target, "WEBP", quality=_QUALITY, method=4)
    return image.size


def _of_pdf(data: bytes) -> Image | None:
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, and pictures are made once

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        page = document[0]
        width, height = page.get_size()
        drawn: Image = page.render(scale=min(WIDTH / max(width, 1), TALLEST / max(height, 1))).to_pil()
        page.close()
    except (pypdfium2.PdfiumError, ValueError):
        return None
    finally:
        document.close()
    return drawn.convert("RGB")


def _of_picture(data: bytes) -> Image | None:
    from PIL import Image as Pillow  # noqa: PLC0415 - slow to import, and pictures are made once
    from PIL import ImageOps  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Pillow.open(io.BytesIO(data)) as opened:
                opened.draft("RGB", (WIDTH * 2, TALLEST * 2))
                if opened.width * opened.height > _LARGEST:
                    return None
                image = ImageOps.exif_transpose(opened).convert("RGBA")
                image.thumbnail((WIDTH, TALLEST))
        except (OSError, RuntimeError, SyntaxError, ValueError, Pillow.DecompressionBombError):
            return None
    paper = Pillow.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
