"""What `classeur serve` watches: the folders and files of records, so that each save is built."""

from __future__ import annotations

import threading
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, ObservedWatch

WATCHED = ("content", "evidence", "overrides", "kinds", "rules")
"""Folders whose files make the sites; `organisme.yml` and `mkdocs.yml` are watched as well."""
_FILES = ("organisme.yml", "mkdocs.yml")


class Watcher(FileSystemEventHandler):
    """Follows the folders of records, and nothing of what a build writes beside them."""

    def __init__(self, root: Path, changed: threading.Event, observer: BaseObserver) -> None:
        self.root = root
        self.changed = changed
        self.observer = observer
        self.followed: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        """Follow the two files at the root, and each folder that is there."""
        self.observer.schedule(self, str(self.root))
        for name in WATCHED:
            self._follow(name)
        self.observer.start()

    def _follow(self, name: str) -> None:
        """Follow a folder that appeared; forget one that went."""
        if not (self.root / name).is_dir():
            if name in self.followed:
                self.observer.unschedule(self.followed.pop(name))
        elif name not in self.followed:
            self.followed[name] = self.observer.schedule(self, str(self.root / name), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Tell of a change that can change a page."""
        if event.event_type not in ("created", "modified", "moved", "deleted"):
            return
        for path in (Path(str(text)) for text in (event.src_path, event.dest_path) if text):
            if path.parent == self.root and path.name in WATCHED:
                self._follow(path.name)
            if self._matters(path):
                self.changed.set()

    def _matters(self, path: Path) -> bool:
        try:
            parts = path.relative_to(self.root).parts
        except ValueError:
            return False
        hidden = any(part.startswith(".") or part.endswith("~") for part in parts)
        return bool(parts) and not hidden and (parts[0] in WATCHED or (len(parts) == 1 and parts[0] in _FILES))
