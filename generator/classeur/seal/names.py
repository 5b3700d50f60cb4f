"""A name of the register taken apart: its given name, the family names that it may be known by, its writings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """`Jean Paul Vatelot`: given `Jean`, families `Paul Vatelot` and `Vatelot`. A single word has no given name."""

    full: str
    given: str
    families: tuple[str, ...]

    @classmethod
    def read(cls, written: str) -> Name:
        """Read a name as people write it: `Élodie Grimault`, `GRIMAULT Élodie`, `Inês de Souza`."""
        parts = written.split()
        loud = [part for part in parts if part.isupper() and sum(map(str.isalpha, part)) > 1]
        if loud and len(loud) < len(parts):
            given = " ".join(part for part in parts if part not in loud)
            family = " ".join(loud)
        else:
            given, family = " ".join(parts[:1]), " ".join(parts[1:])
        if not family:
            return cls(given, "", (given,))
        return cls(" ".join(parts), given, tuple(dict.fromkeys((family, family.split()[-1]))))

    @property
    def writings(self) -> Iterator[str]:
        """The whole name in each order; the last family name with the given names, and with the first of them."""
        yield self.full
        for family in self.families if self.given else ():
            for given in dict.fromkeys((self.given, self.given.split()[0])):
                yield f"{given} {family}"
                yield f"{family} {given}"
        words = self.full.split()
        if self.given:
            yield " ".join([words[-1], *words[:-1]])
            yield " ".join([*words[1:], words[0]])
