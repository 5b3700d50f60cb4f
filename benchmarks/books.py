"""Time, size and memory of the spreadsheets to take away, on corpora of growing size: the cost has to be linear.

Usage: python benchmarks/books.py [RECORDS ...] (1,000, 3,000 and 10,000 by default), one process a size for its memory.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import DATE, write_corpus

from classeur.editions import Edition
from classeur.pages.books.shelf import BOOKS
from classeur.pages.view import View
from classeur.portal import assess, read_project
from classeur.sheets.writing import as_xlsx

SIZES = ("1000", "3000", "10000")


def measure(size: int) -> None:
    """Print a line a book: rows, seconds of processor to make and to write it, bytes; then the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_corpus(root, size)
        reading = read_project(root)
        view = View(assess(reading, DATE), Edition.TEAM)
        print(f"{len(reading.library.records)} records, {_peak()} MiB once judged")
        for shelved in BOOKS:
            start = time.process_time()
            book = shelved.make(view)
            made = time.process_time()
            raw = as_xlsx(book)
            rows = sum(len(sheet.rows) for sheet in book.sheets)
            times = f"made {made - start:.2f} s, written {time.process_time() - made:.2f} s"
            print(f"  {shelved.name}: {rows} rows, {times}, {len(raw) // 1024} KiB, peak {_peak()} MiB")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        for wanted in sys.argv[1:] or SIZES:
            subprocess.run([sys.executable, __file__, "--one", wanted], check=True)
