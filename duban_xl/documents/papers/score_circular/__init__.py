"""扣分情况季度通报: every deduction of a quarter, sums, and where the units stand; an alert, never itself a criticism."""

from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.score_circular.check import score_shows, sums_disagree, unit_sums_disagree
from duban_xl.documents.papers.score_circular.compose import EXAMPLE, compose
from duban_xl.documents.papers.score_circular.facts import ScoreCircularFacts
from duban_xl.documents.papers.score_circular.sample import score_circular as sample
from duban_xl.documents.papers.score_circular.template import score_circular as template

SCORE_CIRCULAR = DocumentKind(
    name="扣分情况季度通报",
    code="DT19",
    facts=ScoreCircularFacts,
    template=template,
    sample=sample,
    compose=compose,
    about="季度",
    example=EXAMPLE,
    purpose="通报",
    shows=score_shows,
    checks=(sums_disagree, unit_sums_disagree),
    must_say=(("D127", "不属于通报批评"),),
)
