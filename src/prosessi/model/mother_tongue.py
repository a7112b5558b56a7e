"""What authors write in their own language for the keys and the fixed words of the format."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from prosessi.findings import Edit
from prosessi.rules import nearest, replaced
from prosessi.rules import respelt as respelt_slip
from prosessi.span import Span

FINNISH: Final[Mapping[str, tuple[str, ...]]] = {
    "aika": ("within", "after"),
    "aina": ("always",),
    "alkaa": ("starts", "start", "initial"),
    "aloitus": ("start", "starts", "initial"),
    "alku": ("initial", "starts", "start"),
    "alkutila": ("initial",),
    "arvot": ("of",),
    "asia": ("case",),
    "asiakas": ("client",),
    "asiakirja": ("documents", "needs"),
    "askeleet": ("steps",),
    "asiakirjat": ("documents", "needs"),
    "ehto": ("if",),
    "ei": ("false",),
    "ei koskaan": ("never",),
    "ennen": ("before",),
    "esitiedot": ("case",),
    "haarat": ("parallel",),
    "heti": ("always",),
    "henkilosto": ("staff",),
    "henkilökunta": ("staff",),
    "ilmoitus": ("notice",),
    "jalkeen": ("after",),
    "jos": ("if",),
    "jälkeen": ("after",),
    "järjestelmä": ("system",),
    "kahdesti": ("twice",),
    "kalenteri": ("calendar",),
    "kalenterit": ("calendars",),
    "kesto": ("within", "after"),
    "keskeneräinen": ("draft",),
    "kokonaisluku": ("integer",),
    "koskaan": ("never",),
    "kumppani": ("partner",),
    "kuka": ("by",),
    "kuvaus": ("description", "summary"),
    "kyllä": ("true",),
    "käytössä": ("in_use",),
    "laki": ("law",),
    "lait": ("laws",),
    "laji": ("kind", "type"),
    "lausunto": ("statement",),
    "lomake": ("form",),
    "loppu": ("final",),
    "luku": ("integer", "number"),
    "luonnos": ("draft",),
    "lupaukset": ("promises",),
    "lupaus": ("promises",),
    "lähde": ("source",),
    "maksimi": ("max",),
    "minimi": ("min",),
    "minne": ("to",),
    "mihin": ("to",),
    "muistio": ("record",),
    "muu": ("other",),
    "muuten": ("else",),
    "määräaika": ("deadlines", "within"),
    "määräajat": ("deadlines",),
    "nimi": ("label", "title"),
    "nimitys": ("label",),
    "odotus": ("expect",),
    "olettama": ("assumption",),
    "omistaja": ("owner",),
    "onnistui": ("success",),
    "otsikko": ("title", "label"),
    "paatos": ("decision",),
    "polut": ("paths",),
    "prosessi": ("process",),
    "päivä": ("date",),
    "päivämäärä": ("date",),
    "päättyi": ("closed",),
    "päätetty": ("closed",),
    "päätös": ("decision",),
    "rinnakkain": ("parallel",),
    "rooli": ("roles", "by", "responsible"),
    "roolit": ("roles", "by"),
    "selkokieli": ("selko",),
    "siirto": ("handover",),
    "siirretty": ("handover",),
    "siirtymä": ("transitions",),
    "siirtymät": ("transitions",),
    "suljettu": ("closed",),
    "suomeksi": ("fi",),
    "suomi": ("fi",),
    "suostumus": ("consent",),
    "suunnitelma": ("plan",),
    "säännöt": ("rules",),
    "tapahtuma": ("event", "events", "do"),
    "tapahtumat": ("events",),
    "tarvitsee": ("needs",),
    "tee": ("do",),
    "tekee": ("by", "do"),
    "tekijä": ("by",),
    "teksti": ("text",),
    "tieto": ("case", "set"),
    "tiedot": ("case", "set"),
    "tila": ("states", "state", "to"),
    "tilat": ("states",),
    "tosi": ("true",),
    "tulee": ("comes",),
    "tunniste": ("process",),
    "tuottaa": ("produces",),
    "työntekijä": ("staff",),
    "tyyppi": ("type", "kind"),
    "vaihtoehdot": ("of",),
    "vaihtoehto": ("choice", "of"),
    "valinta": ("choice",),
    "valmis": ("done", "success"),
    "vastuu": ("responsible",),
    "vastuussa": ("responsible",),
    "versio": ("version",),
    "viranomainen": ("staff",),
    "väärä rooli": ("wrong_role",),
    "yhteenveto": ("summary",),
    "yhtaikaa": ("together",),
    "yhtä aikaa": ("together",),
}
"""Finnish words, and the words of the format that they may stand for, the likeliest first."""


def meant(word: str, known: Collection[str]) -> str | None:
    """The one of the `known` words that `word` is the Finnish for, or else is nearest to."""
    translated = (each for each in FINNISH.get(word.strip().lower(), ()) if each in known)
    return next(translated, None) or nearest(word, known)


def respelt(at: Span, word: str, known: Collection[str]) -> tuple[Edit, ...]:
    """The edit that writes the one of the `known` words that is meant; none if it is not certain which."""
    translated = [each for each in FINNISH.get(word.strip().lower(), ()) if each in known]
    if translated:
        return replaced(at, word, translated[0]) if len(translated) == 1 else ()
    return respelt_slip(at, word, known)
