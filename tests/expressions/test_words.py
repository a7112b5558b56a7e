import pytest

from prosessi.expressions.syntax import parse
from prosessi.expressions.words import Labels, describe, describe_setting
from prosessi.messages import say

LABELS = Labels(
    data={"suostumus": "Perheen suostumus", "kutsutut": "Kutsutut tahot", "tulos": "Johtopäätös", "ika": "Ikä"},
    choices={"tulos": {"tuki": "tukea tarvitaan"}, "kutsutut": {"terveys": "terveyspalvelut"}},
    states={"arviointi": "Monialainen arviointi"},
)


@pytest.mark.parametrize(
    ("text", "fi"),
    [
        ("suostumus", "Perheen suostumus"),
        ("not suostumus and ika >= 18", "Perheen suostumus = ei ja Ikä ≥ 18"),
        ("suostumus or kutsutut is empty", "Perheen suostumus tai Kutsutut tahot: ei yhtään"),
        ("kutsutut == []", "Kutsutut tahot = ei yhtään"),
        ("tulos == tuki", "Johtopäätös = tukea tarvitaan"),
        ("tulos in [tuki, muu]", "Johtopäätös on jokin näistä: tukea tarvitaan ja muu"),
        ("terveys in kutsutut", "Kutsutut tahot: mukana terveyspalvelut"),
        (
            "(suostumus or ika < 18) and kutsutut is not empty",
            "(Perheen suostumus tai Ikä < 18) ja Kutsutut tahot: ainakin yksi",
        ),
        ("suostumus or ika < 18 and ika > 3", "Perheen suostumus tai (Ikä < 18 ja Ikä > 3)"),
        ("active(arviointi)", "asia on tilassa 'Monialainen arviointi'"),
        ("not active(arviointi)", "asia ei ole tilassa 'Monialainen arviointi'"),
        ("not (suostumus and ika > 3)", "ei pidä paikkaansa, että (Perheen suostumus ja Ikä > 3)"),
        ("ika is not set", "Ikä: ei tiedossa"),
        ("suostumus == false", "Perheen suostumus = ei"),
        ("ika + 2 > 3", "Ikä + 2 > 3"),
        ("-ika * (ika - 2) < 0.5", "−Ikä × (Ikä − 2) < 0,5"),
        ("syntynyt >= 2025-05-01", "syntynyt ≥ 1.5.2025"),
    ],
)
def test_a_condition_is_said_with_the_labels_of_its_data(text, fi):
    assert describe(parse(text), LABELS).in_language("fi") == fi


def test_a_condition_is_said_in_every_language():
    condition = describe(parse("not suostumus or kutsutut is empty"), LABELS)

    assert condition.in_language("sv") == "Perheen suostumus = nej eller Kutsutut tahot: inga"
    assert condition.in_language("en") == "Perheen suostumus = no or Kutsutut tahot: none"


def test_a_label_can_differ_by_language():
    labels = Labels(data={"suostumus": say("text")})

    assert describe(parse("suostumus"), labels).in_language("fi") == "teksti"


@pytest.mark.parametrize(
    ("datum", "value", "fi"),
    [
        ("tulos", "tuki", "Johtopäätös = tukea tarvitaan"),
        ("suostumus", "true", "Perheen suostumus = kyllä"),
        ("ika", "ika + 1", "Ikä = Ikä + 1"),
        ("kutsutut", "[terveys]", "Kutsutut tahot = terveyspalvelut"),
    ],
)
def test_a_value_given_is_said_with_the_labels_of_its_datum(datum, value, fi):
    assert describe_setting(datum, parse(value), LABELS).in_language("fi") == fi
