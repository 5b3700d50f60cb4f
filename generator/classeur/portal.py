"""The whole way, strung together: read, validate, link, judge, compose, render, seal. Read this file first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from classeur.almost import almost_right
from classeur.colours import judged_colours
from classeur.editions import Edition
from classeur.finding import Finding, Place, in_reading_order
from classeur.heap import no_search_for_cycles
from classeur.kept import versions_to_print
from classeur.kinds.declaration import Kinds
from classeur.kinds.loading import load_kinds
from classeur.kinds.record import Record
from classeur.kinds.validate import validate
from classeur.library import PROVIDER_KIND, Library
from classeur.linking import link
from classeur.mentions import silent_notice
from classeur.messages import finding
from classeur.pages.books.shelf import coded
from classeur.pages.composing import compose
from classeur.pages.page import Site
from classeur.pages.public.world import page_address
from classeur.paper.printing import with_papers
from classeur.pictures import judged_pictures
from classeur.promises import empty_promises
from classeur.read.attachments import read_attachments
from classeur.read.history import read_history
from classeur.read.source import read_source
from classeur.read.tree import REGISTER, Tree, read_tree
from classeur.referential import load_referential
from classeur.render.complete import left_out
from classeur.render.copies import Copies
from classeur.render.native import render
from classeur.render.settings import read_settings
from classeur.render.staging import AddressError, stage
from classeur.rules.declaration import Rules
from classeur.rules.judge import judge
from classeur.rules.loading import load_rules
from classeur.rules.result import Assessment
from classeur.same_files import same_files
from classeur.seal.publish import Published, publish
from classeur.seal.scan import Clean, scan, scan_calendars, scan_coded
from classeur.seal.secrets import people_secrets, secrets_of
from classeur.seal.spelled import spelled_names
from classeur.thumbnails import Thumbnail, make_thumbnails, shown_small
from classeur.turn import alone
from classeur.workplace import OUTPUT, WORK, led_astray


@dataclass(frozen=True, slots=True)
class Reading:
    """A project read, validated and linked, with what was found on the way."""

    kinds: Kinds
    rules: Rules
    tree: Tree
    library: Library
    findings: tuple[Finding, ...]

    @property
    def judgeable(self) -> bool:
        """Whether there is a provider to judge."""
        return PROVIDER_KIND in self.library.records


def read_project(root: Path) -> Reading:
    """Read every record of the project at `root`. Nothing raises: what is wrong is in `findings`."""
    with no_search_for_cycles():
        return _read_project(root)


def _read_project(root: Path) -> Reading:
    kinds, of_kinds = load_kinds(root)
    rules, of_rules = load_rules(root, kinds)
    tree, of_tree = read_tree(root)
    records, of_records = _read_records(root, tree.records, kinds)
    of_work = led_astray(root)
    files, of_files = read_attachments(root, tree.attachments, None if of_work else root / WORK)
    library, of_links = link(records, tree, kinds, rules.ids, frozenset(rules.parameters), files, read_history(root))
    library = replace(library, unsure=frozenset(found.path for found in of_records if found.grade.blocks))
    _, of_settings = read_settings(root)
    of_names: tuple[Finding, ...] = ()
    if PROVIDER_KIND in library.records:
        of_names = (
            *spelled_names(library),
            *judged_colours(library.provider),
            *empty_promises(library),
            *almost_right(library),
            *silent_notice(library),
        )
    of_files += (*same_files(library), *judged_pictures(root, library))
    findings = in_reading_order(
        [*of_kinds, *of_rules, *of_tree, *of_work, *of_records, *of_files, *of_links, *of_names, *of_settings]
    )
    return Reading(kinds, rules, tree, library, findings)


def _read_records(root: Path, paths: Iterable[str], kinds: Kinds) -> tuple[list[Record], list[Finding]]:
    records: list[Record] = []
    findings: list[Finding] = []
    for path in paths:
        source, problems = read_source(root, path)
        findings += problems
        if source is not None:
            record, problems = validate(source, kinds)
            findings += problems
            if record is not None:
                records.append(record)
    return records, findings


def assess(reading: Reading, date: dt.date, audit_date: dt.date | None = None) -> Assessment:
    """Judge what was read at `date`; `audit_date` chooses the référentiel in place of the next planned audit."""
    with no_search_for_cycles():
        return judge(reading.library, load_referential(), reading.rules, date, audit_date)


def told_on(reading: Reading, assessment: Assessment) -> tuple[Finding, ...]:
    """What the day of an assessment adds to what was read: the versions replaced by then, and the gaps."""
    return (*versions_to_print(reading.tree.root, reading.library, assessment.date), *assessment.findings)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: everything found, and the editions put in place (none when something blocks)."""

    findings: tuple[Finding, ...]
    assessment: Assessment | None = None
    published: tuple[Published, ...] = ()
    of_making: tuple[Finding, ...] = ()
    """Of the findings, those of PDFs and of the search: only building tells them."""


def build(
    root: Path,
    date: dt.date,
    audit_date: dt.date | None,
    editions: Sequence[Edition],
    *,
    wait: bool = False,
    clean: Clean | None = None,
    papers: bool = True,
    tell: Callable[[int], None] | None = None,
) -> Built:
    """Make the editions of the project at `root` and put them in place under `root/site/`, all or none.

    One blocking finding, in a record, a page or a name that would leave, and the sites of before stay, whole.
    `clean` remembers, from one build to the next, the files in which no secret was found. Without `papers`, the public
    pages have no PDF; `tell` hears how many are to be made, when there are some.

    Raises:
        BusyError: another command is building the same project, and we don't `wait` for it.
    """
    reading = read_project(root)
    if not reading.judgeable or any(found.grade.blocks for found in reading.findings):
        return Built(reading.findings)
    if unregistered := [edition for edition in editions if not (edition.holds_names or reading.library.has_register)]:
        # Without the names, nobody can tell whether one would leave: said before minutes of work, not after.
        missing = (finding("registre-absent", Place(REGISTER), edition=edition.french) for edition in unregistered)
        return Built(in_reading_order([*reading.findings, *missing]))
    assessment = assess(reading, date, audit_date)
    with alone(root / WORK, wait=wait):
        return _make(root, reading, assessment, editions, clean, papers=papers, tell=tell)


def _make(
    root: Path,
    reading: Reading,
    assessment: Assessment,
    editions: Sequence[Edition],
    clean: Clean | None,
    *,
    papers: bool,
    tell: Callable[[int], None] | None,
) -> Built:
    findings, of_making = [*reading.findings, *told_on(reading, assessment)], tuple[Finding, ...]()
    digests = {path: file.sha256 for path, file in reading.library.files.items()}
    ready: list[tuple[Edition, Path]] = []
    for edition in editions:
        site = compose(assessment, edition, _thumbnails(root, reading.library, edition))
        if papers:
            site, told = with_papers(site, root, tell)
            of_making += told
        try:
            config = stage(site, root, root / WORK / edition.value, digests)
        except AddressError as bad:
            values = {"address": bad.address, "edition": edition.french, "cause": bad.cause}
            findings.append(finding("adresse-page", Place(edition.value), **values))
            continue
        folder, said = render(config, assessment.date)
        of_making += tuple(found for found in said if not found.grade.blocks)
        findings += [found for found in said if found.grade.blocks] or left_out(site, folder)
        findings += _leaks(reading.library, site, folder, clean)
        ready.append((edition, folder))
    every = in_reading_order([*findings, *of_making])
    if any(found.grade.blocks for found in every):
        return Built(every, assessment, of_making=of_making)
    published = publish(ready, root / OUTPUT)
    Copies(root, digests).prune()
    return Built(every, assessment, published, of_making)


def _thumbnails(root: Path, library: Library, edition: Edition) -> Mapping[str, Thumbnail]:
    """Small pictures are for the team alone: a scan is readable in little too."""
    return make_thumbnails(root, shown_small(library)) if edition is Edition.TEAM else {}


def _leaks(library: Library, site: Site, folder: Path, clean: Clean | None) -> tuple[Finding, ...]:
    sources = {page.address: str(page.meta["source"]) for page in site.pages if page.meta.get("source")}
    sources |= {asset.address: asset.source for asset in site.assets}
    if site.edition is Edition.PUBLIC:
        public = (record for record in library.records.values() if record.path.startswith("content/"))
        sources |= {page_address(record): record.path for record in public}
    leaks = scan(folder, secrets_of(library, site.edition), sources, clean)
    if site.edition is Edition.TEAM:
        leaks += scan_calendars(folder, secrets_of(library, Edition.AUDITOR))
        leaks += scan_coded(coded(site.downloads), people_secrets(library))
    return leaks
