"""Files that are no page, linked from the staged folder into the site: MkDocs would read and write each again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files


class Linked(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # of MkDocs' own base class
    """MkDocs copies nothing onto itself: a file that a plugin put in the site stays."""

    def on_files(self, files: Files, *, config: MkDocsConfig, **_: object) -> Files:
        """Called once the site's folder is empty. An attachment that MkDocs would take for a page stays a file."""
        for file in list(files):
            if file.src_dir == config.docs_dir and file.abs_src_path and not file.src_uri.endswith(".md"):
                target = Path(config.site_dir) / file.src_uri
                target.parent.mkdir(parents=True, exist_ok=True)
                _put(Path(file.abs_src_path), target)
                if file.is_documentation_page():
                    files.remove(file)
        return files


def _put(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a disk that knows no links
        shutil.copyfile(source, target)
