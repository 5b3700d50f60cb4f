"""What is read apart is bounded: one reading that goes too far is ended, and the next one is answered."""

from __future__ import annotations

import math
import operator
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from classeur.apart import MEMORY, StoppedError, ask


@pytest.mark.parametrize(
    ("work", "arguments"), [(operator.mul, ("x", MEMORY)), (math.factorial, (10**8,)), (math.sqrt, (-1,))]
)
def test_what_goes_too_far_is_stopped_and_the_next_is_answered(
    work: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    assert ask(math.gcd, 21, 14) == 7
    with pytest.raises(StoppedError):
        ask(work, *arguments, seconds=1)
    assert ask(math.gcd, 21, 6) == 3


def test_half_an_answer_is_none() -> None:
    """As when its time is up while it writes: what is there may even read as a whole answer."""
    with pytest.raises(StoppedError):
        ask(os.system, "printf 12 > /proc/$PPID/fd/3; kill -9 $PPID")
    assert ask(math.gcd, 21, 6) == 3


def test_a_process_that_ended_between_two_questions_is_no_fault_of_the_next_file() -> None:
    before = ask(os.getpid)
    with pytest.raises(StoppedError):
        ask(os._exit, 0)
    os.kill(between := ask(os.getpid), signal.SIGTERM)
    assert ask(math.gcd, 21, 14) == 7
    assert len({before, between, ask(os.getpid)}) == 3


def test_an_interruption_is_ours_alone() -> None:
    process = ask(os.getpid)
    os.kill(process, signal.SIGINT)
    assert ask(os.getpid) == process


def test_what_a_library_prints_is_no_answer() -> None:
    assert ask(print, "[1]") is None
    assert ask(math.gcd, 21, 6) == 3


def test_a_module_of_the_folder_where_one_works_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoppedError):
        ask(math.sqrt, -1)  # the one that is there ends, the next begins here
    assert ask(math.gcd, 21, 6) == 3
