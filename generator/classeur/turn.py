"""One build at a time in a project: two would write in the same folders."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_FILE = "verrou"
_PAUSE = 0.2
"""Seconds between two tries."""


class BusyError(Exception):
    """Raised when another command is building the sites of the same project."""


@contextmanager
def alone(folder: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock of `folder`; the system frees it even when the command dies.

    Raises:
        BusyError: another one holds it, and we don't `wait`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _FILE).open("w", encoding="utf-8") as file:
        while not _taken(file):
            if not wait:
                raise BusyError
            time.sleep(_PAUSE)
        yield


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
