"""A process of its own for reading what anybody may have sent: bounded in time and memory, begun again when it ends.

A file of a few kilobytes can ask its reader for hours, or for all the memory of a machine (pages that draw one
another, bytes that swell). Counting beforehand what it will cost is reading it; so it is read apart, and a reading
that goes too far is ended there. One process serves all files, one after another.
"""

from __future__ import annotations

import atexit
import faulthandler
import functools
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, cast

SECONDS = 20
"""Of computing, for one file: a hundred times what the longest honest one takes."""
MEMORY = 2 * 2**30
"""Bytes of memory, in all."""
_MAIN = "from classeur.apart import work; work()"


class StoppedError(Exception):
    """The work went past its bounds: what it would have said is not known."""


class _Apart:
    """The process, begun at the first question and ended with ours."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.turn = threading.Lock()

    def ask(self, question: str) -> object:
        with self.turn:
            self.process = self.process or _begun()
            asking, answering = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
            answer = ""
            try:
                with suppress(OSError):  # it ended while we wrote
                    asking.write(question + "\n")
                    asking.flush()
                    answer = answering.readline()
            finally:
                # Interrupted ourselves, we would take its answer for that to the next question.
                whole = answer.endswith("\n")
                if not whole:
                    self.end()
        if not whole:
            raise StoppedError
        return json.loads(answer)

    def end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None


@functools.cache
def _apart() -> _Apart:
    one = _Apart()
    atexit.register(one.end)
    return one


def ask(work: Callable[..., Any], *arguments: object, seconds: int = SECONDS) -> Any:  # noqa: ANN401 - what JSON says
    """What a function of a module gives, asked apart. It takes and gives what JSON can say, in `seconds` of computing.

    Raises:
        StoppedError: it took more time or memory than it may, or it raised.
    """
    return _apart().ask(json.dumps([work.__module__, work.__qualname__, arguments, seconds]))


def _begun() -> subprocess.Popen[str]:
    # `-P`: a file of the folder where the command runs must not be taken for one of our modules.
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _MAIN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="surrogatepass",
    )


def work() -> None:
    """Answer questions until there are no more: the main of the process apart. An error ends it without a word."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="surrogatepass")
    os.dup2(2, 1)  # what a library may print is no answer
    _hold_memory()
    for question in sys.stdin:
        module, name, arguments, seconds = json.loads(question)
        _hold_time(seconds)
        answer = getattr(importlib.import_module(module), name)(*arguments)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        faulthandler.cancel_dump_traceback_later()


if sys.platform == "win32":

    def _hold_memory() -> None:
        """Windows has no such bound that Python can set."""

    def _hold_time(seconds: int) -> None:
        faulthandler.dump_traceback_later(seconds * 3, exit=True)

else:
    import resource

    def _hold_memory() -> None:
        # A system that does not know this bound (macOS) leaves the one of time.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _hold_time(seconds: int) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, most))
