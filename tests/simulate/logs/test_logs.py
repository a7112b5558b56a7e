"""Logs as files: what stands in them, that others can read them, and that they are the same every time."""

import csv
import json
import re
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from prosessi.errors import NotFound, WrongUse
from prosessi.messages import speaking
from prosessi.simulate.logs import lines as reading
from prosessi.simulate.logs.lines import lines
from prosessi.simulate.logs.writer import LOG_FORMATS, write_log
from simulate.by_hand import CHART, DAY, HOUR, KIIRE, PAATA, TIMER, TOLD, What, run_of

RUN = run_of(*TOLD)
SUFFIXES = [form.suffix for form in LOG_FORMATS.values()]
XES = "{http://www.xes-standard.org/}"
LIFE = {"schedule", "assign", "start", "complete", "withdraw", "ate_abort"}
READERS = {"string": str, "boolean": bool, "integer": int, "float": (int, float), "time": str}


def written(tmp_path, suffix, *runs):
    return write_log(runs or [RUN], tmp_path / f"loki{suffix}").read_bytes().decode("utf-8")


def table(text):
    return list(csv.DictReader(text.splitlines()))


def traces(text):
    root = ET.fromstring(text)  # noqa: S314  # our own text
    return {attributes(trace)["concept:name"]: trace for trace in root.iter(f"{XES}trace")}


def attributes(element):
    return {child.get("key"): child.get("value") for child in element if child.get("key")}


def transitions(trace):
    told = [attributes(event) for event in trace.iter(f"{XES}event")]
    return [(each["concept:name"], each["lifecycle:transition"]) for each in told]


def wrong_in(log):
    """What an object-centric log says that the format does not allow."""
    kinds = {kind["name"]: {each["name"]: each["type"] for each in kind["attributes"]} for kind in log["objectTypes"]}
    types = {kind["name"]: {each["name"]: each["type"] for each in kind["attributes"]} for kind in log["eventTypes"]}
    objects = {each["id"] for each in log["objects"]}
    for declared, told in ((kinds, log["objects"]), (types, log["events"])):
        if len({each["id"] for each in told}) != len(told):
            yield "an id is used twice"
        for each in told:
            yield from wrong_in_one(each, declared, objects)


def wrong_in_one(each, declared, objects):
    if each["type"] not in declared:
        yield f"{each['type']} is not declared"
        return
    for attribute in each["attributes"]:
        kind = declared[each["type"]].get(attribute["name"])
        value = attribute["value"]
        if kind is None or not isinstance(value, READERS[kind]) or isinstance(value, bool) != (kind == "boolean"):
            yield f"{attribute} is not {kind}"
        if kind == "time":
            datetime.fromisoformat(value)
    for related in each["relationships"]:
        if related["objectId"] not in objects or not related["qualifier"]:
            yield f"{related} leads nowhere"
    for moment in [each.get("time"), *(attribute.get("time") for attribute in each["attributes"])]:
        if moment is not None and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment):
            yield f"{moment} is no time"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_run_is_written_as_the_same_bytes(tmp_path, suffix):
    assert written(tmp_path, suffix) == written(tmp_path, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_log_is_a_whole_file(tmp_path, suffix):
    text = written(tmp_path, suffix, run_of())

    assert {".csv": table, ".xes": traces, ".jsonocel": json.loads}[suffix](text) is not None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_run_without_a_log_is_wrong_use_and_leaves_the_file_as_it_was(tmp_path, suffix):
    file = tmp_path / f"loki{suffix}"
    file.write_text("vanha", encoding="utf-8")

    with pytest.raises(WrongUse):
        write_log([replace(RUN, log=None)], file)

    assert file.read_text(encoding="utf-8") == "vanha"
    assert list(tmp_path.iterdir()) == [file]


def test_an_unknown_ending_is_told_with_those_there_are(tmp_path):
    with pytest.raises(NotFound, match=r"\.csv, \.jsonocel ja \.xes"):
        write_log([RUN], tmp_path / "loki.xlsx")


def test_the_table_has_a_line_for_every_event_in_the_order_of_time(tmp_path):
    told = table(written(tmp_path, ".csv"))

    assert len(told) == sum(line[2] is not What.VALUE for line in TOLD)
    assert [each["time"] for each in told] == sorted(each["time"] for each in told)
    assert told[7] == {
        "case": "0",
        "process": "hakemus",
        "event": "arvioi",
        "label": "Arvioi, pyydä",
        "lifecycle": "done",
        "time": "2025-01-06 10:00:00",
        "role": "kasittelija",
        "crew": "kasittelijat",
        "states": "arvioitu",
        "came_from": "",
        "data.kiire": "false",
        "data.ika": "",
        "data.osuus": "0.5",
        "data.tuki": "asuminen",
        "data.muodot": "yksi kolme",
        "data.paiva": "2025-01-31",
    }


def test_the_beginning_tells_of_defaults_too_and_where_the_case_came_from(tmp_path):
    begun = [each for each in table(written(tmp_path, ".csv")) if each["lifecycle"] == "begun"]

    assert [(each["data.kiire"], each["data.ika"], each["came_from"]) for each in begun] == [
        ("false", "17", ""),
        ("false", "40", "0"),
    ]


def test_the_states_follow_clocks_and_what_deadlines_set_off():
    run = run_of(
        (0, 7, What.BEGUN, 0, -1),
        (2 * DAY, 7, What.BREACH, 0, 0),
        (2 * DAY, 7, What.DONE, 0, 0),
        (33 * DAY, 7, What.TIMER, TIMER, 0),
        (33 * DAY, 7, What.ENDED, CHART.ids["peruttu"], 0),
    )

    told = list(lines(run))

    assert [each.states for each in told] == [("vireilla",), ("vireilla",), ("arvioitu",), ("peruttu",), ("peruttu",)]
    assert [each.data[KIIRE] for each in told] == [0.0, 1.0, 1.0, 1.0, 1.0]


def test_what_was_refused_leaves_the_case_and_its_data_where_they_were():
    run = run_of(
        (0, 0, What.BEGUN, 0, -1),
        (HOUR, 0, What.VALUE, KIIRE, 1.0),
        (HOUR, 0, What.REFUSED, PAATA, 1),
        (HOUR, 0, What.DROPPED, PAATA, 0),
    )

    begun, refused, dropped = lines(run)

    assert (refused.states, refused.data) == (begun.states, begun.data)
    assert [slot.name for slot, _ in refused.settled] == ["kiire"]
    assert dropped.settled == ()


def test_a_trace_holds_its_case_alone_with_its_data(tmp_path):
    told = traces(written(tmp_path, ".xes"))

    assert list(told) == ["0", "1"]
    assert attributes(told["1"])["data.ika"] == "40"
    assert attributes(told["1"])["came_from"] == "0"
    assert transitions(told["0"])[5:] == [
        ("arvioi", "complete"),
        ("paata", "schedule"),
        ("paata", "assign"),
        ("paata", "start"),
        ("paata", "complete"),
        ("peru", "withdraw"),
        ("tehty", "complete"),
    ]


def test_what_is_dropped_under_way_is_aborted_in_the_standard_model(tmp_path):
    trace = traces(written(tmp_path, ".xes"))["1"]

    assert ("arvioi", "ate_abort") in transitions(trace)
    assert {transition for _, transition in transitions(trace)} <= LIFE


def test_the_values_of_a_trace_have_their_types(tmp_path):
    trace = traces(written(tmp_path, ".xes"))["0"]
    [decided] = [
        event
        for event in trace.iter(f"{XES}event")
        if attributes(event)["concept:name"] == "arvioi" and attributes(event)["lifecycle:transition"] == "complete"
    ]
    kinds = {child.get("key"): (child.tag.removeprefix(XES), child.get("value")) for child in decided}

    assert kinds["data.kiire"] == ("boolean", "false")
    assert kinds["data.osuus"] == ("float", "0.5")
    assert kinds["data.muodot"] == ("string", "yksi kolme")
    assert kinds["data.paiva"] == ("date", "2025-01-31T00:00:00Z")
    assert kinds["time:timestamp"] == ("date", "2025-01-06T10:00:00Z")
    assert (kinds["org:role"][1], kinds["org:group"][1]) == ("kasittelija", "kasittelijat")


def test_only_the_one_person_of_a_named_crew_is_a_resource(tmp_path):
    told = [attributes(event) for event in traces(written(tmp_path, ".xes"))["0"].iter(f"{XES}event")]

    assert {each["org:group"] for each in told if "org:group" in each} == {"kasittelijat", "oma"}
    assert {each["org:resource"] for each in told if "org:resource" in each} == {"oma"}


def test_an_object_centric_log_keeps_to_its_format(tmp_path):
    log = json.loads(written(tmp_path, ".jsonocel"))

    assert list(wrong_in(log)) == []
    assert {each["type"] for each in log["objects"]} == {"process", "crew", "case of hakemus"}


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (lambda log: log["objects"].pop(), "leads nowhere"),
        (lambda log: log["eventTypes"].pop(1), "arvioi is not declared"),
        (lambda log: log["events"].append(log["events"][0]), "an id is used twice"),
        (lambda log: log["events"][0].update(time="2025-01-06 08:00:00"), "is no time"),
        (lambda log: log["objects"][-1]["attributes"][0].update(value="17"), "is not"),
    ],
)
def test_a_faulty_object_centric_log_does_not_go_unnoticed(tmp_path, fault, found):
    log = json.loads(written(tmp_path, ".jsonocel"))
    fault(log)

    assert any(found in each for each in wrong_in(log))


def test_an_event_tells_what_was_waited_for_and_who_did_it(tmp_path):
    log = json.loads(written(tmp_path, ".jsonocel"))
    [done] = [each for each in log["events"] if each["type"] == "arvioi"]
    told = {each["name"]: each["value"] for each in done["attributes"]}

    assert told["awaited"] == "2025-01-06T08:00:00Z"
    assert told["started"] == "2025-01-06T09:00:01Z"
    assert {(each["objectId"], each["qualifier"]) for each in done["relationships"]} == {
        ("case:0", "case"),
        ("process:hakemus", "process"),
        ("crew:kasittelijat", "doer"),
    }


def test_what_becomes_of_the_data_is_told_as_changes_of_the_case(tmp_path):
    log = json.loads(written(tmp_path, ".jsonocel"))
    [case] = [each for each in log["objects"] if each["id"] == "case:1"]
    changes = [(each["name"], each["value"], each["time"]) for each in case["attributes"]]

    assert changes == [
        ("kiire", False, "2025-01-06T09:00:00Z"),
        ("ika", 40, "2025-01-06T09:00:00Z"),
        ("kiire", True, "2025-01-09T00:00:00Z"),
    ]
    assert {"objectId": "case:0", "qualifier": "came from"} in case["relationships"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_cases_of_several_runs_are_told_apart(tmp_path, suffix):
    text = written(tmp_path, suffix, RUN, run_of(*TOLD, replication=1))

    match suffix:
        case ".csv":
            names = {each["case"] for each in table(text)}
        case ".xes":
            names = set(traces(text))
        case _:
            log = json.loads(text)
            assert list(wrong_in(log)) == []
            names = {each["id"].removeprefix("case:") for each in log["objects"] if each["id"].startswith("case:")}
    assert names == {"0-0", "0-1", "1-0", "1-1"}


def test_labels_are_in_the_language_in_use(tmp_path):
    with speaking("en"):
        text = written(tmp_path, ".csv")

    assert "Arvioi, pyydä" in text  # Finnish where there is no other


FAULTS = {
    "a step is not taken": ("_Reading._take", lambda *_: None),
    "what was decided is forgotten": ("_with", lambda data, _: data),
    "defaults are forgotten": ("_defaults", lambda _: {}),
}


@pytest.mark.parametrize(("name", "fault"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_reading_of_logs_does_not_go_unnoticed(tmp_path, name, fault, monkeypatch):
    whole = [written(tmp_path, suffix) for suffix in SUFFIXES]
    owner, _, method = name.rpartition(".")
    monkeypatch.setattr(getattr(reading, owner) if owner else reading, method, fault)

    assert [written(tmp_path, suffix) for suffix in SUFFIXES] != whole
