"""Charts to draw: small ones, odd ones, and the shipped ones."""

from functools import cache
from xml.etree import ElementTree as ET

from charts import chart_of
from prosessi import shipped
from prosessi.api import load
from prosessi.messages import say
from prosessi.render.facts import Facts
from prosessi.render.overlay import Heat, Overlay, heat_overlay
from prosessi.render.scene import chart_scene, lanes_scene
from prosessi.render.theme import HEATS

SHIPPED = shipped.names()
VIEWS = {"chart": chart_scene, "lanes": lanes_scene}
LONG = "Lastensuojeluilmoituksenkäsittelyprosessinvastuusosiaalityöntekijä"

SMALL = {
    "title": {"fi": "Avustuksen hakeminen", "sv": "Ansökan om understöd", "en": "Applying for a grant"},
    "version": "1",
    "roles": {
        "hakija": {"label": {"fi": "Hakija", "sv": "Sökande", "en": "Applicant"}, "kind": "client"},
        "kasittelija": {"label": {"fi": "Käsittelijä", "sv": "Handläggare", "en": "Officer"}},
    },
    "case": {"taydellinen": {"type": "boolean", "label": {"fi": "Hakemus on täydellinen", "en": "Complete"}}},
    "documents": {"hakemus": {"label": "Hakemus"}, "paatos": {"label": "Päätös"}},
    "events": {
        "jata": {"label": {"fi": "Jätä hakemus", "en": "Apply"}, "by": ["hakija"], "needs": ["hakemus"]},
        "tarkista": {"label": "Tarkista hakemus", "by": ["kasittelija"], "decides": ["taydellinen"]},
        "paata": {"label": "Tee päätös", "by": ["kasittelija"], "produces": ["paatos"]},
        "kysy": {"label": "Kysy lisää", "by": ["kasittelija"]},
    },
    "deadlines": {
        "ratkaisu": {
            "label": "Päätös on tehtävä",
            "starts": {"enter": ["tarkistus"]},
            "met_by": {"enter": ["myonnetty"]},
            "within": "7 working days",
        }
    },
    "states": {
        "alussa": {
            "label": "Hakemus tekeillä",
            "responsible": ["hakija"],
            "transitions": [{"event": "jata", "to": "tarkistus"}],
        },
        "tarkistus": {
            "label": "Hakemuksen tarkistus",
            "responsible": ["kasittelija"],
            "transitions": [
                {"event": "tarkista", "if": "taydellinen", "to": "kasittely"},
                {"event": "tarkista", "else": True, "to": "alussa"},
                {"event": "kysy"},
            ],
        },
        "kasittely": {
            "label": "Käsittely",
            "parallel": {
                "arvio": {"label": "Arvio", "finish": "paata"},
                "kuuleminen": {
                    "label": "Kuuleminen",
                    "if": "taydellinen",
                    "states": {
                        "odotus": {"label": "Odotetaan", "transitions": [{"after": "14 days", "to": "kuultu"}]},
                        "kuultu": {"label": "Kuultu", "final": "done"},
                    },
                },
            },
            "transitions": [{"done": True, "to": "myonnetty"}],
        },
        "myonnetty": {"label": "Avustus myönnetty", "final": "success"},
    },
}

ODD = {
    "title": {"fi": "Outo <prosessi> & \"lainaus\" 'heitto' 🙂 " + "pitkä " * 30},
    "version": "1 & <2>",
    "roles": {"a": {"label": 'Rooli <a> & "b" 🙂', "kind": "client"}, "b": {"label": f"{LONG} ja muut tahot"}},
    "case": {"x": {"type": "boolean", "label": 'Onko <x> & "y"'}},
    "documents": {"d": {"label": LONG}},
    "events": {
        "e": {"label": "Tapahtuma & <b>lihava</b> 'x' \x07 🙂🙂", "by": ["a"], "needs": ["d"]},
        "f": {"label": (f"{LONG} " * 6)[:200], "by": ["b", "a"], "produces": ["d"]},
        "g": {"label": "Привет мир 你好"},
    },
    "states": {
        "s1": {
            "label": (LONG * 6)[:200],
            "responsible": ["a", "b"],
            "transitions": [
                {"event": "e", "if": "x", "to": "s2"},
                {"event": "e", "else": True, "to": "s3"},
                {"event": "f", "to": "s4"},
                {"event": "g"},
            ],
        },
        "s2": {
            "label": "<script>alert('x')</script> & \"\x01",
            "responsible": ["b"],
            "assumption": "olettama & <b>",
            "transitions": [{"event": "f", "to": "s1"}, {"after": "14 days", "to": "s4"}],
        },
        "s3": {
            "label": "Tila 🙂 👨‍👩‍👧 emoji",
            "responsible": ["a"],
            "transitions": [{"event": "g", "to": "s4"}, {"after": "2 months", "if": "not x", "to": "s2"}],
        },
        "s4": {"label": "Loppu & <loppu>", "final": "handover", "process": "toinen-prosessi"},
    },
}

HEATED_STATES = ("alussa", "tarkistus", "kasittely", "arvio", "odotus")
STEPS = [say("up to {n}", n=n) for n in range(1, HEATS + 1)]
HEATED = heat_overlay(
    {name: Heat(step, f"jonossa {step}", f"odotus {step} pv") for step, name in enumerate(HEATED_STATES)},
    STEPS,
    say("how many wait"),
)
"""Waiting in the small chart: a state for each step of the scale."""


@cache
def chart(name):
    """A shipped process by its id, or one of the two above."""
    made = {"small": SMALL, "odd": ODD}.get(name)
    return load(name) if made is None else chart_of(made)


def parse(svg):
    """The root of a picture that we made ourselves."""
    return ET.fromstring(svg)  # noqa: S314  (our own file)


def scene_of(made, view="chart", direction="down", language="fi"):
    return VIEWS[view](Facts(made, language), direction, Overlay())
