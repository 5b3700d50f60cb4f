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
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, cast

SECONDS = 60
"""Of computing, for one file: what ten thousand pages take, and ten times the thickest scan."""
MEMORY = 2 * 2**30
"""Bytes of memory, in all."""
_TIMED_OUT = -getattr(signal, "SIGXCPU", 0)
"""The status of a process that took all of its time."""
_MAIN = "from classeur.apart import work; work()"


class StoppedError(Exception):
    """The work went past its bounds: what it would have said is not known."""


class _Apart:
    """The process, begun at the first question and ended with ours."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.turn = threading.Lock()

    def ask(self, question: str) -> object:
        """The answer. A process that had served others may have ended of what they left in it: a fresh one is asked.

        Time is counted for each question: when it ran out, asking again would only take it twice.
        """
        with self.turn:
            fresh = self.process is None
            answer, ending = self._answer(question)
            if not answer and ending != _TIMED_OUT and not fresh:
                answer, _ = self._answer(question)
        if not answer:
            raise StoppedError
        return json.loads(answer)

    def _answer(self, question: str) -> tuple[str, int]:
        """The line that the process answers; empty, and how the process ended, when it did."""
        self.process = self.process or _begun()
        asking, answering = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
        answer, ending = "", 0
        try:
            with suppress(OSError):  # it ended while we wrote
                asking.write(question + "\n")
                asking.flush()
                answer = answering.readline()
        finally:
            # Interrupted ourselves, we would take its answer for that to the next question.
            if not answer.endswith("\n"):
                answer, ending = "", self.end()
        return answer, ending

    def end(self) -> int:
        """End the process; gives the status that it had."""
        process, self.process = self.process, None
        if not process:
            return 0
        process.kill()
        process.communicate()
        return process.returncode


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
    """Answer questions until there are no more: the main of the process apart. An error ends it without a word.

    Ctrl+C reaches it as well as us, and only we are asked to stop: ended, it would say of an honest file that it can't
    be read.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
