"""约谈建议, 约谈通知书, 约谈记录: a unit is to be talked to, is summoned, and what was said (shiwei 4.3, weinan 16)."""

from duban_xl.documents.papers.account.talks import check, compose, facts, sample, template
from duban_xl.documents.papers.kind import DocumentKind, Numbering
from duban_xl.documents.word.layout import Layout

TALK_PROPOSAL = DocumentKind(
    name="约谈建议",
    code="DT21",
    names=("约谈提请",),
    facts=facts.ProposalFacts,
    template=template.proposal,
    sample=sample.sample_proposal,
    compose=compose.compose_proposals,
    about="单位",
    example="duban write 约谈建议 青溪镇",
    purpose="约谈",
    layout=Layout.UPWARD,
    shows=check.proposal_shows,
    checks=(check.proposal_is_incomplete, check.criticisms_disagree),
)
TALK_SUMMONS = DocumentKind(
    name="约谈通知书",
    code="DT21",
    names=("约谈通知",),
    facts=facts.SummonsFacts,
    template=template.summons,
    sample=sample.sample_summons,
    compose=compose.compose_summons,
    about="单位",
    example="duban write 约谈通知书 青溪镇",
    purpose="约谈",
    layout=Layout.LETTER,
    shows=check.summons_shows,
    checks=(check.talk_is_incomplete,),
)
TALK_RECORD = DocumentKind(
    name="约谈记录",
    code="DT21",
    facts=facts.RecordFacts,
    template=template.record,
    sample=sample.sample_record,
    compose=compose.compose_records,
    about="单位",
    example="duban write 约谈记录 青溪镇",
    purpose="约谈",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=check.record_shows,
    checks=(check.talk_is_incomplete,),
)
