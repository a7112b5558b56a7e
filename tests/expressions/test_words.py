import pytest

from prosessi.expressions.syntax import parse
from prosessi.expressions.words import Labels, describe
from prosessi.messages import say

LABELS = Labels(
    data={"suostumus": "Perheen suostumus", "kutsutut": "Kutsutut tahot", "tulos": "Johtopäätös", "ika": "Ikä"},
    choices={"tulos": {"tuki": "tukea tarvitaan"}, "kutsutut": {"terveys": "terveyspalvelut"}},
    states={"arviointi": "Monialainen arviointi"},
)


@pytest.mark.parametrize(
    ("text", "fi"),
    [
        ("suostumus or kutsutut is empty", "Perheen suostumus = kyllä tai Kutsutut tahot on tyhjä"),
        ("not suostumus and ika >= 18", "Perheen suostumus = ei ja Ikä ≥ 18"),
        ("tulos == tuki", "Johtopäätös = tukea tarvitaan"),
        ("tulos in [tuki, muu]", "Johtopäätös on jokin näistä: tukea tarvitaan ja muu"),
        ("terveys in kutsutut", "Kutsutut tahot: mukana terveyspalvelut"),
        (
            "(suostumus or ika < 18) and kutsutut is not empty",
            "(Perheen suostumus = kyllä tai Ikä < 18) ja Kutsutut tahot ei ole tyhjä",
        ),
        ("active(arviointi)", "asia on tilassa 'Monialainen arviointi'"),
        ("not (suostumus and ika > 3)", "ei niin, että (Perheen suostumus = kyllä ja Ikä > 3)"),
        ("ika is not set", "Ikä ei ole tiedossa"),
        ("suostumus == false", "Perheen suostumus = ei"),
        ("ika + 2 > 3", "Ikä + 2 > 3"),
    ],
)
def test_a_condition_is_said_with_the_labels_of_its_data(text, fi):
    assert describe(parse(text), LABELS).in_language("fi") == fi


def test_a_condition_is_said_in_every_language():
    condition = describe(parse("suostumus or kutsutut is empty"), LABELS)

    assert condition.in_language("sv") == "Perheen suostumus = ja eller Kutsutut tahot är tom"
    assert condition.in_language("en") == "Perheen suostumus = yes or Kutsutut tahot is empty"


def test_a_label_can_differ_by_language():
    labels = Labels(data={"suostumus": say("text")})

    assert describe(parse("suostumus"), labels).in_language("fi") == "teksti = kyllä"
