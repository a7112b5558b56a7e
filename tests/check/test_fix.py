"""Mending: what is certain is mended, everything else stays to the letter, and nothing new gets wrong."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosessi.check import check_text
from prosessi.check.fix import Mended, mend, save
from prosessi.errors import WrongUse
from prosessi.findings import Edit, Finding, Severity
from prosessi.messages import say
from prosessi.model.library import EMPTY
from prosessi.rules import RULES

SOUND = """\
# Lainan myöntäminen: harjoitus, 'ei' oikea
prosessi: 1
process: laina
title: "Laina: näin se käy"   # otsikko #1
version: "1.10"
status: draft
assumption: harjoitus   # vahvistaa: asiakaspalvelu
roles:
  virkailija: {label: Virkailija, kind: staff, assumption: x}

events:
  myonna: {label: Myönnä laina, by: virkailija, assumption: x}  # teko
initial: saapunut
states:
  saapunut:
    label:   Hakemus on saapunut
    assumption: x
    transitions:
      - {event: myonna, to: valmis}   # eteenpäin
    # - {event: hylkaa, to: hylatty}
  valmis: {label: "Laina, myönnetty", final: success, assumption: x}
"""
SLIPS = {
    "a colon in a text": ('title: "Laina: näin se käy"', "title: Laina: näin se käy"),
    "a number for a text": ('version: "1.10"', "version: 1.10"),
    "a word in Finnish": ("status: draft", "status: luonnos"),
    "a key in Finnish": ("assumption: harjoitus", "olettama: harjoitus"),
    "a misspelt key": ("initial: saapunut", "intial: saapunut"),
    "a misspelt section": ("events:\n", "evnts:\n"),
    "a misspelt event": ("event: myonna", "event: myona"),
    "a misspelt target": ("to: valmis", "to: vlamis"),
    "a misspelt role": ("by: virkailija", "by: virkalija"),
    "an event in capitals": ("event: myonna", "event: MYONNA"),
    "a tab": ("    # - {event", "\t\t# - {event"),
    "a tab in the indentation": ("    assumption: x\n    tr", "\tassumption: x\n    tr"),
    "a tab between": ("label:   Hakemus", "label:\t  Hakemus"),
    "a glued colon": ("status: draft", "status:draft"),
    "a glued dash": ("- {event: myonna", "-{event: myonna"),
    "a bullet": ("- {event: myonna", "– {event: myonna"),
    "a hard space after the colon": ("status: draft", "status:\xa0draft"),
    "a hard space in the indentation": ("  valmis: {", "\xa0 valmis: {"),
    "a comma too many": ("{label: Myönnä laina, by", "{label: Myönnä laina, , by"),
    "curly quotes": ('"1.10"', "”1.10”"),
    "a true in capitals": ("kind: staff", "kind: staff, assumption2: x".replace("assumption2", "assumptoin")),
    "a sign at the beginning": ("label:   Hakemus on", "label:   @Hakemus on"),
    "a quote inside quotes": ('title: "Laina: näin', 'title: "Laina: "näin'),
    "an idle comment": ("initial: saapunut", "initial: saapunut  # prosessi: ignore PR102 - turha"),
    "an idle comment on its own line": ("initial: saapunut", "# prosessi: ignore PR102 - turha\ninitial: saapunut"),
}
UNSURE = {
    "a yes": ("status: draft", "status: no"),
    "a name like no other": ("to: valmis", "to: jossain"),
    "a name like two others": ("to: valmis}", "to: loppu_3}"),
    "a key twice": ("status: draft", "status: draft\nstatus: pilot"),
    "two keys on a line": ("    label:   Hakemus on saapunut", "    label: Hakemus on saapunut assumption: y"),
    "a key that is there": ("status: draft", "status: draft\nstatsu: pilot"),
    "a declaration that is misspelt": (
        "initial: saapunut\nstates:\n  saapunut:\n",
        (
            "deadlines: {d: {starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 2 days, assumption: x}}\n"
            "initial: saapunut\nstates:\n  saapunnut:\n"
        ),
    ),
    "a quote that is not closed": ('"Laina, myönnetty"', '"Laina, myönnetty'),
}


def check(text):
    return check_text(text, "laina.yaml", EMPTY, prove=False)


def mended(text) -> Mended:
    return mend(check(text), check)


def with_slips(names):
    text = SOUND
    for name in names:
        old, new = SLIPS[name]
        text = text.replace(old, new, 1) if old in text else text
    return text


def errors(text):
    return [str(finding) for finding in check(text).findings if finding.severity is Severity.ERROR]


def comments(text):
    return [line[line.index("#") :] for line in text.splitlines() if "#" in line and "ignore" not in line]


def test_the_sound_process_is_sound():
    assert check(SOUND).findings == ()
    assert not mended(SOUND).changed


@pytest.mark.parametrize(
    "name", [name for name in SLIPS if name not in {"a true in capitals", "a sign at the beginning"}]
)
def test_a_slip_is_mended(name):
    slipped = with_slips([name])
    done = mended(slipped)

    assert check(slipped).findings or "\t#" in slipped
    assert check(done.after).findings == ()
    assert comments(done.after) == comments(SOUND)


@pytest.mark.parametrize(
    "name",
    [
        "a colon in a text",
        "a number for a text",
        "a word in Finnish",
        "a key in Finnish",
        "a misspelt key",
        "a misspelt event",
        "a misspelt target",
        "a misspelt role",
        "a hard space after the colon",
        "a bullet",
        "an idle comment",
        "an idle comment on its own line",
    ],
)
def test_mending_gives_back_just_what_was_there(name):
    assert mended(with_slips([name])).after == SOUND


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_certain_is_left_to_the_letter(name):
    old, new = UNSURE[name]
    text = SOUND.replace(old, new, 1)
    assert text != SOUND

    assert mended(text).after == text


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(SLIPS)), unique=True, max_size=6))
def test_after_mending_nothing_is_left_that_could_be_mended(names):
    slipped = with_slips(names)
    done = mended(slipped)
    left = {(each.code, each.at.line) for each in done.left}

    assert [f for f in check(done.after).findings if f.edits and (f.code, f.at.line) not in left] == []
    assert len(errors(done.after)) <= max(len(errors(slipped)), 0)
    assert comments(done.after) == comments(slipped)
    assert mended(done.after).after == done.after


@settings(max_examples=40)
@given(st.lists(st.sampled_from(sorted(SLIPS)), unique=True, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_mending_keeps_the_line_ends(names, newline):
    slipped = with_slips(names).replace("\n", newline)

    assert mended(slipped).after == mended(with_slips(names)).after.replace("\n", newline)


@settings(max_examples=60)
@given(st.integers(0, len(SOUND)), st.integers(0, 8), st.text(alphabet="ab:,#'\"{}[]-\t\n yes01", max_size=5))
def test_whatever_is_written_over_a_process_mending_brings_no_new_error(start, length, scribble):
    text = SOUND[:start] + scribble + SOUND[start + length :]
    readable = check(text).model is not None
    done = mended(text)

    assert not readable or len(errors(done.after)) <= len(errors(text))


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.over in {"text", "nodes", "fields", "process"}]
)
def test_the_examples_of_rules_are_never_made_worse(rule):
    for example in rule.examples("Bad"):
        report = check_text(example.replace("<09>", "\t"), "laina.yaml", EMPTY, prove=False)
        done = mend(report, check)

        assert not done.changed or done.count


@pytest.mark.parametrize(
    ("bom", "encoding"), [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")]
)
def test_a_file_is_saved_as_it_was_saved_before(tmp_path, bom, encoding):
    file = tmp_path / "laina.yaml"
    file.write_bytes(bom + SOUND.replace("to: valmis", "to: vlamis").encode(encoding))
    report = check_text(file.read_bytes(), str(file), EMPTY, prove=False)

    save(mend(report, lambda text: check_text(text, str(file), EMPTY, prove=False)))

    assert file.read_bytes() == bom + SOUND.encode(encoding)


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path):
    file = tmp_path / "laina.yaml"
    file.write_text(SOUND, encoding="utf-8")

    with pytest.raises(WrongUse):
        save(Mended(str(file), "muuta", "toista", 1, ()))
    assert file.read_text("utf-8") == SOUND


def test_a_mend_that_would_break_something_is_not_made_and_is_told():
    at = check(SOUND).process.place_of("title")
    harmful = Finding("PR602", Severity.NOTE, at, say("x"), edits=(Edit(at, "'"),))
    report = check(SOUND)
    spoilt = type(report)(report.file, report.text, (harmful,), report.model)

    done = mend(spoilt, check)

    assert not done.changed
    assert [each.code for each in done.left] == ["PR602"]


def test_the_change_is_shown_as_a_diff():
    done = mended(SOUND.replace("to: valmis", "to: vlamis"))

    assert done.diff.splitlines()[:2] == ["--- laina.yaml", "+++ laina.yaml"]
    assert "-      - {event: myonna, to: vlamis}   # eteenpäin\n" in done.diff


def test_a_process_written_with_finnish_words_and_letters_becomes_one():
    written = """\
prosessi: 1
process: laina
nimi: Laina
assumption: harjoitus
tapahtumat: {päätä: {label: Päätä, assumption: x}}
alkutila: Käsittely
tilat:
  Käsittely:   # ensin
    label: Käsitellään
    assumption: x
    siirtymät:
      - {tapahtuma: päätä, mihin: päätös}
      - {after: 2 days, else: kyllä, to: päätös, assumption: z}
  päätös: {nimi: Päätös, loppu: onnistui, assumption: x}
"""

    assert (
        mended(written).after
        == """\
prosessi: 1
process: laina
title: Laina
assumption: harjoitus
events: {paata: {label: Päätä, assumption: x}}
initial: kasittely
states:
  kasittely:   # ensin
    label: Käsitellään
    assumption: x
    transitions:
      - {event: paata, to: paatos}
      - {after: 2 days, else: true, to: paatos, assumption: z}
  paatos: {label: Päätös, final: success, assumption: x}
"""
    )
