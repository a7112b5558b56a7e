from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prosessi.errors import WrongUse
from prosessi.model.bind import read_as
from prosessi.model.walks import Walks
from prosessi.source.yaml import read, read_file
from prosessi.walk.files import read_walks, save
from prosessi.walk.record import new_file, path_id, path_lines, spliced
from prosessi.walk.script import run_walks
from prosessi.walk.walk import Walk

LINES = ["uusi:", "  start: 2025-01-07", "  steps: []"]
START = date(2025, 4, 15)
EXISTING = """\
# Kuljetaan avustusta.
walks: avustus   # näin
paths:
    vanha:  # tämä jää
        start: 2025-01-07
        steps:
          - {do: peru}

# loppusanat
"""


def names(text):
    walks, findings = read_walks(read(text, "walks.yaml"))
    assert not findings
    return list(walks.paths)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Perhe muuttaa!", "perhe_muuttaa"),
        ("Äiti kysyy öisin", "aiti_kysyy_oisin"),
        ("2. kerta", "polku_2_kerta"),
        ("???", "polku"),
    ],
)
def test_an_id_is_made_of_a_title(title, name):
    assert path_id(title) == name


def test_a_new_file_reads_back():
    assert names(new_file("avustus", LINES)) == ["uusi"]


@pytest.mark.parametrize(
    "text",
    [
        EXISTING,
        EXISTING.rstrip("\n"),
        EXISTING.replace("\n", "\r\n"),
        EXISTING.replace("    vanha:  # tämä jää", "  vanha:").replace("        ", "    "),
    ],
)
def test_a_path_is_added_and_all_that_stood_there_stays(text):
    new = spliced(read(text, "walks.yaml"), LINES)

    assert new.startswith(text)
    assert names(new) == ["vanha", "uusi"]
    assert ("\r\n" in text) == ("\r\n" in new[len(text) :])


@pytest.mark.parametrize("empty", ["{}", "", "null", "{ }  # ei vielä"])
def test_empty_paths_are_opened(empty):
    new = spliced(read(f"walks: avustus\npaths: {empty}", "walks.yaml"), LINES)

    assert names(new) == ["uusi"]
    assert new.count("# ei vielä") == empty.count("#")


@pytest.mark.parametrize(
    "text", ["walks: avustus\n", "walks: avustus\npaths: {a: {start: 2025-01-07, steps: [{do: peru}]}}\n"]
)
def test_a_layout_that_cannot_be_added_to_is_wrong_use(text):
    with pytest.raises(WrongUse, match=r"paths|aaltosulk"):
        spliced(read(text, "walks.yaml"), LINES)


def test_a_saved_walk_is_added_to_its_file(chart, walk, tmp_path):
    file = tmp_path / "walks.yaml"
    file.write_text(EXISTING, encoding="utf-8")
    walk.send("peru")

    save(chart, walk.log, file, name="uusi", title='Uusi: "kulku" # ei kommentti')
    walks, _ = read_walks(read_file(file))
    assert file.read_text(encoding="utf-8").startswith(EXISTING)
    assert str(walks.paths["uusi"].title) == 'Uusi: "kulku" # ei kommentti'
    assert run_walks(chart, walks)[1].passed
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_that_is_taken_leaves_the_file_alone(chart, walk, tmp_path):
    file = tmp_path / "walks.yaml"
    file.write_text(EXISTING, encoding="utf-8")

    with pytest.raises(WrongUse, match="vanha"):
        save(chart, walk.log, file, name="vanha")
    assert file.read_text(encoding="utf-8") == EXISTING


def test_a_broken_file_is_left_alone(chart, walk, tmp_path):
    file = tmp_path / "walks.yaml"
    file.write_text("walks: avustus\npaths: [", encoding="utf-8")

    with pytest.raises(WrongUse, match="virheitä"):
        save(chart, walk.log, file, name="uusi")
    assert file.read_text(encoding="utf-8") == "walks: avustus\npaths: ["


def test_a_walk_that_begins_in_the_middle_of_a_day_cannot_be_written_down(chart):
    walk = Walk(chart, start=datetime(2025, 4, 15, 12))  # civil time

    with pytest.raises(WrongUse):
        path_lines(chart, walk.log, name="uusi")


def test_a_step_expects_what_was_seen(chart, walk):
    walk.wait("8 working days")
    walk.send("ota_kasittelyyn")

    assert path_lines(chart, walk.log, name="polku")[-1].endswith(
        "{do: ota_kasittelyyn, after: 8 working days, expect: {state: kasittelyssa, breached: [aloitus]}}"
    )


WAITS = st.sampled_from(["1 day", "5 working days", "90 minutes", "2 months", "2025-09-01", "same or next working day"])
DECIDED = {
    "arvioi": st.fixed_dictionaries({"lausunnot": st.sets(st.sampled_from(["talous", "juristi"]))}),
    "paata": st.fixed_dictionaries(
        {}, optional={"paatos": st.sampled_from(["myonto", "hylkays"]), "summa": st.integers(0, 5000)}
    ),
}
EVENTS = [
    "ota_kasittelyyn",
    "pyyda_taydennys",
    "taydenna",
    "arvioi",
    "talous_lausui",
    "juristi_lausui",
    "paata",
    "peru",
    "x: y",
]
SENDS = st.sampled_from(EVENTS).flatmap(
    lambda event: st.tuples(
        st.just(event),
        st.sampled_from([None, "hakija", "kasittelija", "esihenkilo", "naapuri"]),
        st.lists(st.sampled_from(["hakemus", "liite"]), max_size=2),
        DECIDED.get(event, st.just({})),
    )
)
KNOWN = st.fixed_dictionaries(
    {}, optional={"suuri": st.booleans(), "valmis_viim": st.dates(date(2025, 1, 1), date(2025, 12, 31))}
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known=KNOWN, deeds=st.lists(st.one_of(WAITS, SENDS), max_size=10))
def test_a_walk_that_is_saved_and_run_again_has_the_very_same_log(chart, known, deeds):
    walk = Walk(chart, start=START, case=known, documents=["hakemus"])
    for deed in deeds:
        if isinstance(deed, tuple):
            event, by, papers, decided = deed
            walk.send(event, by=by, with_=papers, **decided)
        elif deed != "2025-09-01" or walk.today <= date(2025, 9, 1):
            walk.wait(deed)

    text = new_file("avustus", path_lines(chart, walk.log, name="polku", title="Mitä vain"))
    bound = read_as(Walks, text, "walks.yaml")
    (result,) = run_walks(chart, bound.model)
    assert not bound.findings
    assert (result.failure, result.log) == (None, walk.log)
