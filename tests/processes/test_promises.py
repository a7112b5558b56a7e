"""One change that breaks a promise of a shipped process is told as a case that can be run again."""

from pathlib import Path

import pytest

import prosessi
from prosessi.chart.compile import compile_process
from prosessi.check import check_text
from prosessi.model.library import find_library
from verify.replay import replayed

ROOT = Path(__file__).parents[2] / "processes"
HOLES = {
    "a child who is not met": (
        "monialainen-palvelutarpeen-arviointi",
        ("          lapsen_tapaamiset:", "          lapsen_tapaamiset:\n            if: erityinen_tuki"),
        "lasta_kuullaan",
    ),
    "a way past the whole assessment": (
        "monialainen-palvelutarpeen-arviointi",
        ("{event: totea_tarpeettomaksi, to: ei_arviointia,", "{event: totea_tarpeettomaksi, to: arvio_valmis,"),
        "lasta_kuullaan",
    ),
    "partners without consent": (
        "monialainen-palvelutarpeen-arviointi",
        ("if: kumppanit is empty or suostumus,", "if: kumppanit is empty or lastensuojeluasia or suostumus,"),
        "lupa_ensin",
    ),
    "urgency that nobody looks at": (
        "lastensuojeluilmoituksen-kasittely",
        ("{event: kirjaa_ilmoitus, to: kiireellisyys}", "{event: kirjaa_ilmoitus, to: arvioinnista_paatettava}"),
        "kiireellisyys_ensin",
    ),
    "a notification that ends unsettled": (
        "lastensuojeluilmoituksen-kasittely",
        ("{event: tee_ensiarvio, to: ensiarvio}", "{event: tee_ensiarvio, to: ei_arviointia}"),
        "jokainen_ratkaistaan",
    ),
    "an end without a reason": (
        "jalkihuolto",
        ("{event: totea_tarve_paattyneeksi, set: {paattymisen_syy: ei_tarvetta},", "{event: totea_tarve_paattyneeksi,"),
        "syy_tiedossa",
    ),
    "aftercare that just breaks off": (
        "jalkihuolto",
        ("to: tauolla}\n        parallel", "to: nuori_kieltaytyi}\n        parallel"),
        "ei_lopu_kesken",
    ),
    "the same question twice": (
        "monialainen-jalkautuva-tyoparityo",
        ("{event: otettu_puheeksi, set: {tunnistaminen_tehty: true},", "{event: otettu_puheeksi,"),
        "kerran_riittaa",
    ),
}


@pytest.mark.parametrize(("process", "change", "promise"), HOLES.values(), ids=HOLES)
def test_a_hole_in_what_is_promised_is_told_as_a_case(process, change, promise):
    file = ROOT / process / "process.yaml"
    text = file.read_text("utf-8")
    assert text.count(change[0]) == 1
    report = check_text(text.replace(*change), str(file))

    [broken] = [
        f for f in report.findings if f.code == "PR450" and f.at == report.process.place_of_key("promises", promise)
    ]

    assert replayed(compile_process(report.process, find_library(file)), broken.example)


@pytest.mark.parametrize("file", sorted(ROOT.glob("*/process.yaml")), ids=lambda file: file.parent.name)
def test_what_is_promised_is_told_in_words(file):
    chart = prosessi.load(file)
    told = prosessi.describe(chart, language="fi")

    assert "LUPAUKSET" in told
    assert [str(each.label) for each in chart.process.promises.values() if f"- {each.label}"[:60] not in told] == []
