"""Logs of all kinds of systems are read alike; what is no log is refused with what to do, and nothing is fetched."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from prosessi.errors import NotFound
from prosessi.fitting.logs.columns import Columns
from prosessi.fitting.logs.happening import Life, UnreadableLog
from prosessi.fitting.logs.moments import parse_moment
from prosessi.fitting.logs.reader import READERS, read_log
from prosessi.messages import speaking


def csv_log(tmp_path, text, encoding="utf-8", **columns):
    file = tmp_path / "loki.csv"
    file.write_bytes(text.encode(encoding))
    return read_log(file, Columns(**columns))


def xes_log(tmp_path, body, head='<?xml version="1.0"?>'):
    file = tmp_path / "loki.xes"
    file.write_text(f'{head}<log xmlns="http://www.xes-standard.org/">{body}</log>', encoding="utf-8")
    return read_log(file, Columns())


def seen(log):
    return [(one.case, one.event, one.life, one.at.isoformat(" "), one.person) for one in log.happenings]


NINE, TEN = "2025-01-07 09:00:00", "2025-01-07 10:30:00"
ALIKE = [
    (
        "case,event,lifecycle,time,resource\n"
        "1,Kirjaa,start,2025-01-07 09:00,Aino\n1,Kirjaa,complete,2025-01-07T10:30,Aino\n"
    ),
    "Asianumero;Toiminto;Alkuaika;Lopetusaika;Tekijä\n1;Kirjaa;7.1.2025 klo 9.00;7.1.2025 klo 10.30;Aino\n",
    (
        "Case ID\tActivity\tStart Timestamp\tComplete Timestamp\tResource\n"
        "1\tKirjaa\t2025-01-07 09.00\t2025-01-07 10.30\tAino\n"
    ),
    "ärende,händelse,starttid,sluttid,handläggare\n1,Kirjaa,2025-01-07 09:00:00,2025-01-07 10:30:00,Aino\n",
]


@pytest.mark.parametrize("text", ALIKE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_of_different_systems_say_the_same(tmp_path, text, encoding):
    log = csv_log(tmp_path, text, encoding)

    assert seen(log) == [("1", "Kirjaa", Life.STARTED, NINE, "Aino"), ("1", "Kirjaa", Life.DONE, TEN, "Aino")]


def test_columns_can_be_named(tmp_path):
    log = csv_log(tmp_path, "x,y,z\n1,Kirjaa,2025-01-07\n", case="x", event="y", time="z")

    assert seen(log) == [("1", "Kirjaa", Life.DONE, "2025-01-07 00:00:00", "")]


def test_what_is_no_column_of_ours_is_case_data(tmp_path):
    log = csv_log(tmp_path, "case,event,time,data.kiire,Päätös\n1,a,2025-01-07,true,myönteinen\n")

    assert log.happenings[0].data == {"kiire": "true", "Päätös": "myönteinen"}


def test_a_few_lines_that_cannot_be_read_are_left_out_and_counted(tmp_path):
    log = csv_log(
        tmp_path, "case,event,time\n1,a,2025-01-07\n2,b,eilen\n,c,2025-01-07\n3,d,2025-01-08\n4,e,2025-01-09\n"
    )

    assert [one.case for one in log.happenings] == ["1", "3", "4"]
    assert log.left_out == 2
    with speaking("en"):
        assert str(log.first_left_out) == "line 3 has no time that can be read: 'eilen'"


REFUSED = [
    ("a,b,c\n1,2,3\n", "no column for the case"),
    ("case,b,c\n1,2,3\n", "no column for the activity; name it with --activity"),
    ("case,event,c\n1,2,3\n", "no column for the time"),
    ("case,event,time\n", "has no events"),
    ("", "no column for the case"),
    ("case,event,time\n1,a,x\n2,b,y\n", "most lines"),
    ("case,event,lifecycle,time\n1,a,hyvin,2025-01-07\n", "'hyvin', which is no stage"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_log_is_refused_with_the_reason(tmp_path, text, reason):
    with speaking("en"), pytest.raises(UnreadableLog) as caught:
        csv_log(tmp_path, text)

    with speaking("en"):
        assert reason in str(caught.value.message)


def test_a_column_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableLog):
        csv_log(tmp_path, "case,event,time\n1,a,2025-01-07\n", case="asia")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file = tmp_path / "loki.csv"
    file.write_bytes(b"\x00\xff\x00\xfe" * 50)

    with pytest.raises(UnreadableLog):
        read_log(file, Columns())


def test_an_ending_that_nobody_reads_is_not_found(tmp_path):
    assert set(READERS) == {".csv", ".xes"}
    with pytest.raises(NotFound):
        read_log(tmp_path / "loki.pdf", Columns())


EVENT = (
    '<event><string key="concept:name" value="Kirjaa"/><string key="lifecycle:transition" value="{life}"/>'
    '<date key="time:timestamp" value="2025-01-07T{time}:00.000+02:00"/>'
    '<string key="org:resource" value="Aino"/></event>'
)
TRACE = '<trace><string key="concept:name" value="1"/><boolean key="kiire" value="true"/>{}</trace>'


def test_xes_says_the_same(tmp_path):
    events = EVENT.format(life="start", time="09:00") + EVENT.format(life="complete", time="10:30")

    log = xes_log(tmp_path, TRACE.format(events))

    assert seen(log) == [("1", "Kirjaa", Life.STARTED, NINE, "Aino"), ("1", "Kirjaa", Life.DONE, TEN, "Aino")]
    assert log.happenings[0].data == {"kiire": "true"}


def test_what_stands_inside_an_attribute_is_none_of_the_event(tmp_path):
    nested = '<list key="a"><string key="concept:name" value="Vieras"/></list>'
    events = EVENT.format(life="complete", time="10:30").replace("<event>", f"<event>{nested}")

    assert [one.event for one in xes_log(tmp_path, TRACE.format(events)).happenings] == ["Kirjaa"]


HOSTILE = [
    '<!DOCTYPE log [<!ENTITY a "aaaa">]>',
    '<!DOCTYPE log SYSTEM "http://example.invalid/log.dtd">',
    '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
]


@pytest.mark.parametrize("head", HOSTILE)
def test_a_file_that_reaches_outside_is_refused(tmp_path, head):
    with pytest.raises(UnreadableLog), speaking("en"):
        xes_log(tmp_path, TRACE.format(EVENT.format(life="complete", time="10:30")), head)


@pytest.mark.parametrize("body", ["<trace>" * 100, "<trace><event></trace>", "<trace/>", "&x;"])
def test_broken_or_bottomless_markup_is_refused(tmp_path, body):
    with pytest.raises(UnreadableLog):
        xes_log(tmp_path, body)


MOMENTS = [
    ("2025-01-07", "2025-01-07 00:00:00"),
    ("2025-01-07T09:05:06.123Z", "2025-01-07 09:05:06"),
    ("2025-01-07 9.05", "2025-01-07 09:05:00"),
    ("7.1.2025", "2025-01-07 00:00:00"),
    ("07.01.2025 9:05", "2025-01-07 09:05:00"),
    ("7.1.2025 klo 9.05.06", "2025-01-07 09:05:06"),
    (" 7.1.2025 kl 9.05 ", "2025-01-07 09:05:00"),
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_moments_are_read_as_people_write_them(text, moment):
    assert parse_moment(text) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("text", ["", "eilen", "31.2.2025", "2025-13-01", "7.1.25", "1736240706"])
def test_what_is_no_moment_is_none(text):
    assert parse_moment(text) is None


def test_universal_time_becomes_that_of_the_place_if_one_is_named():
    assert parse_moment("2025-07-01T06:00:00Z", ZoneInfo("Europe/Helsinki")) == datetime(2025, 7, 1, 9)
    assert parse_moment("2025-07-01 06:00", ZoneInfo("Europe/Helsinki")) == datetime(2025, 7, 1, 6)


def test_of_several_simulated_runs_the_first_is_looked_at(tmp_path):
    """Taken together they would all happen at once, with as many times the arrivals and people."""
    lines = ("0-1,haku,begun,2025-01-07", "1-1,haku,begun,2025-01-07", "0-2,haku,begun,2025-01-08")
    log = csv_log(tmp_path, "\n".join(("case,event,lifecycle,time", *lines))).of_one_run()

    assert [one.case for one in log.happenings] == ["0-1", "0-2"]
    assert log.runs == 2


def test_case_numbers_of_a_register_are_no_runs(tmp_path):
    log = csv_log(tmp_path, "case,event,time\n2024-17,a,2025-01-07\n2025-3,a,2025-01-07\n").of_one_run()

    assert len(log.happenings) == 2
    assert log.runs == 1
