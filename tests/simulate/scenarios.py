"""A small process and scenarios of it, written into a folder."""

PROCESS = """\
prosessi: 1
process: laina
title: {fi: Lainahakemus}
initial: saapunut
roles:
  kasittelija: {label: {fi: Käsittelijä}, kind: staff}
events:
  kasittele: {label: {fi: Käsittele}, by: kasittelija}
  peru: {label: {fi: Peru}}
deadlines:
  aloitus: {label: {fi: Käsittely alkaa}, starts: {enter: saapunut}, met_by: {exit: saapunut}, within: 2 working days}
states:
  saapunut: {label: {fi: Saapunut}, transitions: [{event: kasittele, to: valmis}, {event: peru, to: peruttu}]}
  valmis: {label: {fi: Valmis}, final: success}
  peruttu: {label: {fi: Peruttu}, final: closed}
"""
SCENARIO = """\
prosessi: 1
scenario: nykytila
title: {fi: Nykytila}
period: {from: 2025-02-03, to: 2025-03-30}
warm_up: 2 weeks
replications: 4
assumption: "Olettama: luvut ovat keksittyjä; kukaan ei vahvista niitä."
processes:
  laina:
    arrivals: {rate: 60 per week}
    acts:
      kasittele: {work: {exponential: {mean: 1 hour}}, assumption: "Olettama: käsittelyn työaika."}
      peru: {after: {exponential: {mean: 30 days}}}
staff:
  kasittelija: {people: 2}
"""


def written(folder, name="nykytila", words=()):
    """Write the process, and the scenario under a name and with some words of it changed; give its path."""
    (folder / "laina.yaml").write_text(PROCESS, encoding="utf-8")
    text = SCENARIO.replace("nykytila", name).replace("Nykytila", name.capitalize())
    for old, new in dict(words).items():
        assert old in text
        text = text.replace(old, new)
    file = folder / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def what_if(folder, words, name="entä-jos"):
    """Write a scenario that is like `nykytila.yaml` but for these words; give its path."""
    file = folder / f"{name}.yaml"
    file.write_text(f"scenario: muunnelma\nlike: nykytila.yaml\ntitle: Muunnelma\n{words}\n", encoding="utf-8")
    return file
