"""What stops a command and is in no record: a full disk, a file in the way. Told in French, with what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_DISK = "Le disque est plein.\n→ Libérez de la place, puis recommencez."
_FULL = (errno.ENOSPC, errno.EDQUOT)
_IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR)


def told(error: OSError) -> str:
    """Two lines: what went wrong, and what to do."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "un fichier du projet"
    if error.errno in _FULL:
        return _DISK
    if error.errno in _IN_THE_WAY:
        where = _file_in_the_way(Path(name))
        return f"{where} est un fichier, là où il faut un dossier.\n→ Renommez-le ou déplacez-le, puis recommencez."
    if error.errno == errno.ENAMETOOLONG:
        return f"Ce nom est trop long pour un fichier : {Path(name).name[:60]}…\n→ Donnez-en un plus court."
    if isinstance(error, PermissionError):
        return f"L'accès à {name} est refusé.\n→ Vérifiez les droits de ce fichier et de son dossier."
    if isinstance(error, FileNotFoundError):
        return f"{name} a disparu pendant la lecture.\n→ Recommencez."
    return f"Le disque n'a pas répondu comme prévu pour {name} (code {error.errno}).\n→ Vérifiez-le, puis recommencez."


def _file_in_the_way(path: Path) -> Path:
    """The file that is met on the way down to `path`."""
    return next((folder for folder in (*reversed(path.parents), path) if folder.exists() and not folder.is_dir()), path)
