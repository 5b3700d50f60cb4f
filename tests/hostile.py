"""The hostile corpus: what people who attack write in a Markdown text, by family, one vector between two lines `%%`.

Each vector would call `tirer()`, ask `ailleurs.example` for something, or take the place of a part of the theme.
The families: scripts and frames, handlers, links and pictures, what Markdown's own syntax lets one write, imitations of
the theme and of names that its scripts read, texts that a second reading changes, tags that swallow what follows.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.acceptance.examples import EXAMPLES

SWALLOWING = "avale"
"""The family whose vectors may leave nothing of what follows them."""


def corpus() -> Mapping[str, tuple[str, ...]]:
    """The vectors of each family, by its name."""
    files = sorted((EXAMPLES / "hostile").glob("*.txt"))
    return {file.stem: tuple(file.read_text(encoding="utf-8").rstrip("\n").split("\n%%\n")) for file in files}
