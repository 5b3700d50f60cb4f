"""A value is what its field declares, never what YAML would make of it."""

from __future__ import annotations

import datetime as dt

import pytest

from classeur.dates import Duration
from classeur.kinds.declaration import Field, Kinds
from classeur.kinds.slips import meant_key, meant_value
from classeur.kinds.values import BadValue, Value, convert

KINDS = Kinds({}, {"emargement": "Émargement", "convention": "Convention"})
STAGES = {"en-cours": "En cours", "terminee": "Terminée", "non": "Non"}


def read(kind: str, text: str) -> Value:
    return convert(Field("champ", "Champ", kind, "", values=STAGES if kind == "choix" else None), text, KINDS)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("texte", "non", "non"),
        ("texte", "007", "007"),
        ("texte", "1.10", "1.10"),
        ("texte", "10:30", "10:30"),
        ("texte", "2026-02-30", "2026-02-30"),
        ("choix", "non", "non"),
        ("choix", "en-cours", "en-cours"),
        ("oui-non", "non", False),
        ("oui-non", "oui", True),
        ("entier", "007", 7),
        ("nombre", "1.10", 1.1),
        ("nombre", "4,5", 4.5),
        ("nombre", "12", 12.0),
        ("heure", "9h30", dt.time(9, 30)),
        ("heure", "10:30", dt.time(10, 30)),
        ("heure", "9h", dt.time(9)),
        ("heure", "9 h 05", dt.time(9, 5)),
        ("heure", "23:59", dt.time(23, 59)),
        ("heure", "9 h 30", dt.time(9, 30)),
        ("heure", "9\u00a0h\u00a030", dt.time(9, 30)),
        ("heure", "14H", dt.time(14)),
        ("heure", "09:30", dt.time(9, 30)),
        ("heure", "9 heures 30", dt.time(9, 30)),
        ("heure", "9h30 min", dt.time(9, 30)),
        ("nombre", "7,5", 7.5),
        ("nombre", "1 190", 1190.0),
        ("nombre", "1\u202f190,50", 1190.5),
        ("entier", "1 190", 1190),
        ("date", "2026-11-21", dt.date(2026, 11, 21)),
        ("date", "2028-02-29", dt.date(2028, 2, 29)),
        ("date-heure", "2026-09-17 17h30", dt.datetime(2026, 9, 17, 17, 30)),  # noqa: DTZ001 - as written
        ("date-heure", "2026-09-17T17:30", dt.datetime(2026, 9, 17, 17, 30)),  # noqa: DTZ001
        ("date-heure", "2026-09-17 à 9h", dt.datetime(2026, 9, 17, 9)),  # noqa: DTZ001
        ("date-heure", "2026-09-17", dt.datetime(2026, 9, 17)),  # noqa: DTZ001
        ("date-heure", "2026-09-17 à 9 h 30", dt.datetime(2026, 9, 17, 9, 30)),  # noqa: DTZ001
        ("duree", "2 jours ouvrés", Duration(working_days=2)),
        ("duree", "1 an et demi", Duration(months=18)),
        ("duree", "un an", Duration(months=12)),
        ("duree", "une semaine", Duration(days=7)),
        ("duree", "quinze jours", Duration(days=15)),
        ("duree", "2 années", Duration(months=24)),
        ("duree", "15 j", Duration(days=15)),
        ("nature", "emargement", "emargement"),
        ("lien", "007", "007"),
    ],
)
def test_the_declaration_decides(kind: str, text: str, expected: Value) -> None:
    value = read(kind, text)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("kind", "text", "problem", "told"),
    [
        ("oui-non", "yes", "valeur-type", "oui ou non"),
        ("oui-non", "Oui", "valeur-type", "oui ou non"),
        ("entier", "12,5", "valeur-type", "des chiffres, comme 12"),
        ("entier", "-1", "valeur-type", "des chiffres, comme 12"),
        ("nombre", "beaucoup", "valeur-type", "un nombre, comme 4,5"),
        ("nombre", "1e9", "valeur-type", "un nombre, comme 4,5"),
        ("nombre", "nan", "valeur-type", "un nombre, comme 4,5"),
        ("nombre", "1190 €", "valeur-type", "un nombre, comme 4,5"),
        ("nombre", "12 34", "valeur-type", "un nombre, comme 4,5"),
        ("entier", "35 h", "valeur-type", "des chiffres, comme 12"),
        ("date", "lundi 21 novembre 2026", "valeur-type", "une date comme 2026-11-21"),
        ("date", "novembre 2026", "valeur-type", "une date comme 2026-11-21"),
        ("date", "3 jui 2026", "valeur-type", "une date comme 2026-11-21"),
        ("date", "26-11-21", "valeur-type", "une date comme 2026-11-21"),
        ("heure", "24h", "valeur-type", "une heure comme 9h30"),
        ("heure", "9h75", "valeur-type", "une heure comme 9h30"),
        ("duree", "6 mois et demi", "valeur-type", "une durée comme 1 an, 6 mois, 15 jours ou 2 jours ouvrés"),
        ("date", "demain", "valeur-type", "une date comme 2026-11-21"),
        ("date-heure", "2026-09-17 midi", "valeur-type", "une heure comme 9h30"),
    ],
)
def test_a_wrong_type_says_what_to_write(kind: str, text: str, problem: str, told: str) -> None:
    with pytest.raises(BadValue) as caught:
        read(kind, text)
    assert caught.value.rule == problem
    assert caught.value.values["example"] == told


@pytest.mark.parametrize(
    ("text", "problem", "repaired"),
    [
        ("21/11/2026", "date-ecriture", "2026-11-21"),
        ("1.2.2026", "date-ecriture", "2026-02-01"),
        ("2026-2-1", "date-ecriture", "2026-02-01"),
        ("21.11.2026", "date-ecriture", "2026-11-21"),
        ("21-11-2026", "date-ecriture", "2026-11-21"),
        ("21 / 11 / 2026", "date-ecriture", "2026-11-21"),
        ("03/04/2026", "date-ecriture", "2026-04-03"),
        ("21/11/26", "date-ecriture", "2026-11-21"),
        ("2026/11/21", "date-ecriture", "2026-11-21"),
        ("21 novembre 2026", "date-ecriture", "2026-11-21"),
        ("1er septembre 2026", "date-ecriture", "2026-09-01"),
        ("le samedi 21 nov. 2026", "date-ecriture", "2026-11-21"),
        ("12 aout 2026", "date-ecriture", "2026-08-12"),
        ("3 FÉVRIER 2026", "date-ecriture", "2026-02-03"),
        ("31 avril 2026", "date-impossible", None),
        ("2026-02-30", "date-impossible", None),
        ("31/04/2026", "date-impossible", None),
        ("2026-13-01", "date-impossible", None),
    ],
)
def test_a_date_in_another_order_is_repaired_and_an_impossible_one_told(
    text: str, problem: str, repaired: str | None
) -> None:
    with pytest.raises(BadValue) as caught:
        read("date", text)
    assert caught.value.rule == problem
    assert caught.value.values.get("repaired") == repaired


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        ("choix", "encours", " Vouliez-vous dire « en-cours » ?"),
        ("choix", "EN-COURS", " Vouliez-vous dire « en-cours » ?"),
        ("choix", "zzz", ""),
        ("nature", "emargements", " Vouliez-vous dire « emargement » ?"),
    ],
)
def test_a_value_that_is_not_in_the_list_gets_the_nearest(kind: str, text: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        read(kind, text)
    assert caught.value.rule == "valeur-inconnue"
    assert caught.value.values["hint"] == hint


@pytest.mark.parametrize(
    ("unit", "text", "expected"),
    [
        ("h", "35 h", 35.0),
        ("h", "35 heures", 35.0),
        ("h", "3h30", 3.5),
        ("h", "7,5", 7.5),
        ("jours", "5 jours", 5.0),
        ("jours", "2,5 j", 2.5),
        ("€", "1 190 €", 1190.0),
        ("%", "82,5\u00a0%", 82.5),
    ],
)
def test_a_number_may_carry_the_unit_of_its_field(unit: str, text: str, expected: float) -> None:
    assert convert(Field("champ", "Champ", "nombre", "", unit=unit), text, KINDS) == expected


@pytest.mark.parametrize(("unit", "text"), [("h", "5 jours"), ("jours", "35 h"), ("€", "12 %"), ("h", "9h75")])
def test_a_number_in_another_unit_is_refused(unit: str, text: str) -> None:
    with pytest.raises(BadValue):
        convert(Field("champ", "Champ", "nombre", "", unit=unit), text, KINDS)


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("choix", "En cours", "en-cours"),
        ("choix", "Terminée", "terminee"),
        ("choix", "TERMINEE.", "terminee"),
        ("choix", "“en-cours”", "en-cours"),
        ("choix", "encours", ""),
        ("choix", "fini", ""),
        ("nature", "Émargement", "emargement"),
        ("nature", "emargements", ""),
        ("oui-non", "Oui", "oui"),
        ("oui-non", "NON.", "non"),
        ("oui-non", "yes", "oui"),
        ("oui-non", "peut-être", ""),
        ("date", "« 21/11/2026 »", "2026-11-21"),
        ("date", "2026-11-21.", "2026-11-21"),
        ("date", "2026-02-30", ""),
        ("date-heure", "21 novembre 2026 à 9h30", "2026-11-21 9h30"),
        ("date-heure", "21/11/2026 midi", ""),
        ("entier", "douze", ""),
    ],
)
def test_what_was_meant_is_said_only_when_a_single_thing_can_be(kind: str, text: str, meant: str) -> None:
    field = Field("champ", "Champ", kind, "", values=STAGES if kind == "choix" else None)
    assert meant_value(field, text, KINDS) == meant


def test_two_values_of_the_same_words_are_not_chosen_between() -> None:
    field = Field("champ", "Champ", "choix", "", values={"a": "Autre", "b": "autre"})
    assert meant_value(field, "AUTRE", KINDS) == ""


def test_a_key_is_known_by_its_name_or_its_label() -> None:
    fields = [Field("recu_par", "Reçue par", "equipe", ""), Field("date", "Date", "date", "")]
    assert [meant_key(key, fields) for key in ("Reçu par", "recu-par", "Reçue par", "DATE", "dates")] == [
        "recu_par", "recu_par", "recu_par", "date", "",
    ]  # fmt: skip
