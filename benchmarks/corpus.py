"""A provider of any size, always the same one: records of our kinds in the proportions of a real one.

`write_corpus(folder, 10_000)` writes six years of sessions, with the people, firms, interviews and files about them.
Nothing is drawn at random: what a record says depends on its number alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from corpus_house import house
from corpus_records import (
    Meeting,
    a_learner,
    about_a_learner,
    about_the_team,
    an_improvement,
    followed_up,
    opinions,
    session,
)

FIRST = dt.date(2020, 12, 7)
LAST = dt.date(2026, 11, 9)
DATE = dt.date(2026, 11, 21)
"""The day at which the corpus is judged."""
LEARNERS = (4, 6, 8, 5, 7)
"""Learners of a session, in turn: six in the mean."""
BY_SESSION = 10.15
"""Records that come with one session, in the mean."""


def write_corpus(folder: Path, records: int) -> None:
    """Write under `folder` a project of about `records` records; a thousand of them come with some 750 files."""
    fixed = dict(house())
    count = max(1, round((records - len(fixed)) / BY_SESSION))
    register = ["personnes:"]
    for path, text in fixed.items():
        _write(folder, path, text.encode())
    for meeting in meetings(count):
        register += [learner.registered for learner in meeting.learners]
        for path, text in of_a_session(meeting):
            _write(folder, path, text.encode())
        for name in dropped(meeting):
            _write(folder, f"evidence/sessions/{meeting.id}/{name}", tiny_pdf(f"{meeting.id} {name}"))
    _write(folder, "evidence/personnes.yml", "\n".join([*register, ""]).encode())


def meetings(count: int) -> Iterator[Meeting]:
    """The sessions, spread evenly from the first to the last day."""
    span = (LAST - FIRST).days
    first = 0
    for number in range(count):
        start = FIRST + dt.timedelta(days=span * number // count)
        start -= dt.timedelta(days=start.weekday())
        size = LEARNERS[number % len(LEARNERS)]
        learners = tuple(a_learner(first + place, start.year) for place in range(size))
        first += size
        yield Meeting(number, start, start + dt.timedelta(days=11 if number % 2 else 4), learners)


def of_a_session(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Path and text of each record that comes with a session."""
    yield f"evidence/sessions/{meeting.id}.md", session(meeting)
    yield from about_a_learner(meeting)
    yield from opinions(meeting)
    yield from an_improvement(meeting)
    yield from about_the_team(meeting)
    yield from followed_up(meeting)


def dropped(meeting: Meeting) -> Iterator[str]:
    """Names of the files dropped beside a session; one session in twenty lacks its convocations."""
    day, before = meeting.start.isoformat(), (meeting.start - dt.timedelta(days=14)).isoformat()
    end = meeting.end.isoformat()
    yield f"emargement--{day}.pdf"
    yield f"emargement--{end}.pdf"
    yield f"evaluation--{end}.pdf"
    if meeting.number % 20 != 7:  # noqa: PLR2004 - any one in twenty
        yield f"convocation--{before}.pdf"
    for place, learner in enumerate(meeting.learners[:4]):
        nature = ("convention", "analyse-besoin", "attestation", "certificat-realisation")[place]
        signed = f"--signee-{before}" if nature == "convention" else ""
        yield f"{nature}--{learner.code}--{before if place < 2 else end}{signed}.pdf"  # noqa: PLR2004 - two of each


def tiny_pdf(words: str) -> bytes:
    """A whole PDF of one page that says `words`, about 500 bytes: no two of them are alike."""
    shown = words.replace("\\", "").replace("(", "").replace(")", "")
    stream = f"BT /F1 12 Tf 1 1 Td ({shown}) Tj ET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def _write(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
