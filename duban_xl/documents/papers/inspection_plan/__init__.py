"""督查方案 (DT06; xiayi-2.8-1-other, jiangsu-2.1-documents, jiangsu-2.1-meetings): what is to be inspected, where, how, when, by whom.

Matters and units come from the ledger, those that are overdue and what earlier inspections found first. The days, the
manner and the groups are a person's decision: the ledger holds none of them before the inspection has taken place.
"""

from duban_xl.documents.papers.inspection_plan import check, compose, facts, sample, template
from duban_xl.documents.papers.kind import DocumentKind

INSPECTION_PLAN = DocumentKind(
    name="督查方案",
    code="DT06",
    facts=facts.PlanFacts,
    template=template.plan,
    sample=sample.sample,
    compose=compose.compose,
    about="报送期、类别或事项编号",
    example=compose.EXAMPLE,
    purpose="方案",
    shows=check.shows,
    checks=(check.nothing_to_inspect, check.annex_disagrees),
)
