"""A small process with a limit of money, a time limit, a clock and papers, for the tests of made walks."""

from charts import chart_of

TEXT = """
case:
  summa: {type: integer, min: 0, max: 9000}
events:
  hae: {by: [asiakas, edustaja], needs: [hakemus], decides: [summa]}
  perustele: {by: kasittelija}
documents: {hakemus: {kind: form}}
roles: {asiakas: {}, edustaja: {}, kasittelija: {}}
deadlines:
  paatos: {starts: {enter: kasittely}, met_by: {exit: kasittely}, within: 7 working days}
initial: alku
states:
  alku:
    transitions:
      - {event: hae, if: summa < 500, to: myonnetty}
      - {event: hae, else: true, to: kasittely}
  kasittely:
    transitions:
      - {event: perustele, to: myonnetty}
      - {after: 30 days, to: rauennut}
  myonnetty: {final: success}
  rauennut: {final: closed}
"""


def granted(**changes):
    """The process as a chart, with some of its words changed."""
    text = TEXT
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return chart_of(text)
