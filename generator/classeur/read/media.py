"""What a file is, by its first bytes and not by its name."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import PurePosixPath

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What opening or unpacking a damaged archive raises."""
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\x1aE\xdf\xa3", "webm"),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
_FTYP = {b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"avif": "avif", b"qt  ": "mov", b"M4A ": "m4a"}
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_OLD_OFFICE = ("doc", "dot", "msg", "ppt", "pps", "pub", "xls")
_NEW_OFFICE = ("docm", "docx", "pptm", "pptx", "xlsm", "xlsx")

_WHAT = {
    "avi": "un film AVI",
    "avif": "une image AVIF",
    "bmp": "une image BMP",
    "docx": "un document Word",
    "gif": "une image GIF",
    "gzip": "une archive compressée",
    "heic": "une photo HEIC",
    "html": "une page web",
    "jpeg": "une image JPEG",
    "m4a": "un enregistrement M4A",
    "mov": "un film QuickTime",
    "mp3": "un enregistrement MP3",
    "mp4": "un film MP4",
    "odg": "un dessin OpenDocument",
    "odp": "une présentation OpenDocument",
    "ods": "un classeur OpenDocument",
    "odt": "un texte OpenDocument",
    "ogg": "un enregistrement OGG",
    "ole": "un document d'un ancien Office",
    "pdf": "un PDF",
    "png": "une image PNG",
    "pptx": "une présentation PowerPoint",
    "rar": "une archive RAR",
    "rtf": "un texte RTF",
    "svg": "un dessin SVG",
    "texte": "un texte simple",
    "tiff": "une image TIFF",
    "wav": "un enregistrement WAV",
    "webm": "un film WebM",
    "webp": "une image WebP",
    "xlsx": "un classeur Excel",
    "zip": "une archive ZIP",
    "7z": "une archive 7z",
}
_SAME = {
    "htm": "html",
    "jpg": "jpeg",
    "jpe": "jpeg",
    "jfif": "jpeg",
    "tif": "tiff",
    "gz": "gzip",
    "heif": "heic",
    "m4v": "mp4",
    "mkv": "webm",
    "oga": "ogg",
    "ogv": "ogg",
    "opus": "ogg",
    "docm": "docx",
    "xlsm": "xlsx",
    "pptm": "pptx",
    **dict.fromkeys(_OLD_OFFICE, "ole"),
    **dict.fromkeys(("txt", "csv", "eml", "ics", "json", "log", "md", "tsv", "vcf", "xml", "yaml", "yml"), "texte"),
}
"""Extensions that are other names of a media, beside those that are its own."""
_TEXTS = ("texte", "html", "svg", "rtf")
HEAD = 64 * 1024
"""Bytes that tell a media; archives and PDFs are looked at whole."""
WHOLE = ("pdf", "zip", "ole")
"""Media whose whole bytes say more: what is inside, whether it opens."""

LARGEST = 256 * 2**20
"""Bytes of what is opened, or read as a text, in one go: ten times a thick file scanned in colours."""


def is_too_large(media: str, size: int) -> bool:
    """Whether a file is larger than what is opened. What is only shown may weigh what it will."""
    return size > LARGEST and (media in (*WHOLE, *_TEXTS, "") or media in (*_OFFICE.values(), *_OPEN.values()))


def media_of(head: bytes) -> str:
    """The media that a file begins like: `pdf`, `zip`, `jpeg`, `texte`… Empty when nothing is recognised."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for start, media in _STARTS:
        if head.startswith(start):
            return media
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _FTYP.get(head[8:12], "mp4")
    return _text(head)


def _text(head: bytes) -> str:
    """Text in UTF-8 or UTF-16 by its mark, or in what Windows writes: no byte of control among the first."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "texte"
    if any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head[:HEAD]):  # noqa: PLR2004 - tab to return, escape
        return ""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "svg" if b"<svg" in start and start.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype svg")) else "texte"


def inside_zip(data: bytes) -> str:
    """What an archive holds: `docx`, `odt`… or `zip` when it is only an archive; empty when it does not open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                # A few bytes of it only: a small archive may hold gigabytes.
                with archive.open("mimetype") as entry:
                    written = entry.read(100).decode("ascii", "replace")
                return _OPEN.get(written.removeprefix("application/vnd.oasis.opendocument.").partition("-")[0], "zip")
    except DAMAGED:
        return ""
    return next((media for folder, media in _OFFICE.items() if any(name.startswith(folder) for name in names)), "zip")


def is_locked_office(data: bytes) -> bool:
    """Whether an OLE container is one of the newer Office documents, kept by a password."""
    return _LOCKED_OFFICE in data


def expected(path: str) -> str:
    """The media that the name of a file promises; empty when its extension promises nothing we know."""
    extension = PurePosixPath(path).suffix.removeprefix(".").lower()
    return _SAME.get(extension, extension if extension in _WHAT else "")


def agrees(path: str, media: str) -> bool:
    """Whether a file is what its extension says. A text has many names, and an extension may be unknown."""
    promised = expected(path)
    if not promised or promised == media:
        return True
    return promised == "texte" and media in _TEXTS


def in_words(media: str) -> str:
    """« un PDF », « une image JPEG »; « autre chose, … » when it was not recognised."""
    return _WHAT.get(media, "autre chose, que Classeur ne reconnaît pas")


def extension_for(media: str) -> str:
    """The extension that a file of this media should have."""
    return {"ole": "doc", "texte": "txt", "jpeg": "jpg", "gzip": "gz"}.get(media, media)
