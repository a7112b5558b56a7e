"""What was found about staff, told to people and to programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prosessi.chart.chart import Chart
from prosessi.chart.names import deadline_name
from prosessi.messages import Message, say
from prosessi.simulate.results.bottleneck import bottleneck
from prosessi.simulate.results.numbers import Figure, Number, Percent
from prosessi.simulate.results.tree import figure
from prosessi.simulate.results.words import jam_words, staff_name, table
from prosessi.simulate.staffing import Staffing, Trial

Line = Message | str


def words(found: Staffing) -> Iterator[Line]:
    """The answer first, then what every number of people that was tried gives."""
    if not found.trials:
        yield say("Stopped before anything was found.")
        return
    yield from _answer(found)
    yield ""
    yield from table((_head(found), *(_row(found, trial) for trial in found.trials)))


def as_plain(found: Staffing) -> Mapping[str, object]:
    """The same in plain values."""
    return {
        "process": found.goal.process,
        "deadline": found.goal.deadline,
        "target": found.goal.share,
        "now": dict(zip(found.crews, found.now, strict=True)),
        "answer": None if found.answer is None else dict(zip(found.crews, found.answer.people, strict=True)),
        "smallest": "of all" if len(found.crews) == 1 else "nobody can be taken away",
        "more_helps": found.more_helps,
        "stopped": found.stopped,
        "curve": [_point(found, trial) for trial in found.trials],
    }


def _answer(found: Staffing) -> Iterator[Line]:
    wanted = Percent(found.goal.share, 0 if round(100 * found.goal.share, 9).is_integer() else 1)
    called = deadline_name(_chart(found), found.goal.deadline)
    if found.stopped:
        yield say("Stopped before the end of the search: this is what was tried.")
    if found.answer is not None:
        yield say(
            "“{deadline}” is met in at least {wanted} of the cases with this staff: {people}.",
            deadline=called,
            wanted=wanted,
            people=_people(found, found.answer),
        )
        yield say("Then it is met in {share}.", share=Figure(found.answer.met, share=True))
        if len(found.crews) > 1:
            yield say("Nobody can be taken away from it, but another mixture may be as small.")
    elif not found.stopped:
        yield from _impossible(found, called, wanted)


def _impossible(found: Staffing, called: object, wanted: Percent) -> Iterator[Line]:
    last = found.trials[-1]
    yield say(
        "“{deadline}” is not met in {wanted} of the cases with any staff that was tried.",
        deadline=called,
        wanted=wanted,
    )
    if found.more_helps:
        yield say("Not even this is enough: {people}. Allow more with --most.", people=_people(found, last))
        return
    yield say("More people of these do not help any more: the time goes to the work itself, to delays, or to others.")
    jam = bottleneck(last.results)
    if jam is not None:
        yield from jam_words(last.results, jam)


def _head(found: Staffing) -> tuple[object, ...]:
    crews = [staff_name(found.trials[0].results, crew) for crew in found.crews]
    return (
        *crews,
        say("is met"),
        say("is it enough"),
        *(say("in use: {crew}", crew=crew) for crew in crews),
        say("working days on average"),
    )


def _row(found: Staffing, trial: Trial) -> tuple[object, ...]:
    verdicts = {"met": say("yes"), "missed": say("no"), "unsure": say("not certain")}
    return (
        *(Number(size) for size in trial.people),
        Figure(trial.met, share=True),
        verdicts[trial.verdict],
        *(Figure(trial.results.estimate("crew.utilisation", of=crew), share=True) for crew in found.crews),
        Figure(trial.results.estimate("cycle_days.mean", found.goal.process)),
    )


def _people(found: Staffing, trial: Trial) -> list[Message]:
    return [
        say("{crew} {people} (now {now})", crew=staff_name(trial.results, crew), people=people, now=now)
        for crew, people, now in zip(found.crews, trial.people, found.now, strict=True)
    ]


def _point(found: Staffing, trial: Trial) -> Mapping[str, object]:
    use = ((crew, trial.results.estimate("crew.utilisation", of=crew)) for crew in found.crews)
    days = trial.results.estimate("cycle_days.mean", found.goal.process)
    return {
        "people": dict(zip(found.crews, trial.people, strict=True)),
        "met": None if trial.met is None else figure(trial.met),
        "enough": {"met": True, "missed": False, "unsure": None}[trial.verdict],
        "utilisation": {crew: figure(each) for crew, each in use if each is not None},
        "cycle_days": None if days is None else figure(days),
        "replications": len(trial.results.digests),
    }


def _chart(found: Staffing) -> Chart:
    setup = found.trials[0].results.setup
    [chart] = (each.chart for each in setup.processes if each.chart.process.process == found.goal.process)
    return chart
