"""督查通报: how the matters of a period stand, praise, problems and what follows."""

from duban_xl.documents.papers.circular.check import (
    annex_disagrees,
    counts_disagree,
    percents_disagree,
    period_shows,
    returns_disagree,
)
from duban_xl.documents.papers.circular.compose import EXAMPLE, compose
from duban_xl.documents.papers.circular.facts import CircularFacts
from duban_xl.documents.papers.circular.sample import circular as sample
from duban_xl.documents.papers.circular.template import circular as template
from duban_xl.documents.papers.kind import DocumentKind

CIRCULAR = DocumentKind(
    name="督查通报",
    code="DT16",
    names=("进展通报",),
    facts=CircularFacts,
    template=template,
    sample=sample,
    compose=compose,
    about="报送期",
    example=EXAMPLE,
    purpose="通报",
    shows=period_shows,
    checks=(counts_disagree, percents_disagree, annex_disagrees, returns_disagree),
)
