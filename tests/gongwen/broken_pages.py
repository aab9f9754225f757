"""Broken documents whose fault is seen on the page; one change that the item must report once LibreOffice has set it."""

from tests.gongwen.breaking import Broken

LONG, DRAFT, LETTER = "long", "草稿", "信函"
"""Bases: what `breaking.lengthened` makes of the usual one, its draft, a letter."""

_ANNEX = '<w:p><w:pPr><w:pStyle w:val="附件标"/>'
_DOWN = '<wp:positionV relativeFrom="margin"><wp:align>'

SHEETS = (
    (
        Broken("G170", "document", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
        Broken("G174", "style 三级标题", 'w:line="579"', 'w:line="100"'),
        Broken("G184", "style 公文正文", 'w:firstLine="630"', 'w:firstLine="0"'),
    ),
    (
        Broken("G171", "document", 'w:left="1588" w:header', 'w:left="1000" w:header'),
        Broken("G188", "document", f"{_DOWN}bottom", f"{_DOWN}top"),
        Broken("G192", "document", 'w:footer="1440"', 'w:footer="851"'),
    ),
    (
        Broken("G172", "document", 'w:top="2098"', 'w:top="1200"'),
        Broken("G189", "imprint", 'w:tblW w:w="8844"', 'w:tblW w:w="8000"'),
        Broken("G193", "footer2", 'w:jc w:val="left"', 'w:jc w:val="right"'),
    ),
    (
        Broken("G173", "style 主送机关", 'w:left="0"', 'w:left="-2200"'),
        Broken("G190", "印发", "日印发", "日"),
        Broken("G191", "footer1", " PAGE ", " NUMPAGES "),
    ),
    (
        Broken("G177", "style 附件标", 'w:before="0"', 'w:before="1500"'),
        Broken("G178", "document", 'w:val="1984" w:hRule="exact"', 'w:val="1300" w:hRule="exact"'),
        Broken("G180", "style 红色分隔线", 'w:left="0" w:right="0"', 'w:left="400" w:right="400"'),
    ),
    (
        Broken("G179", "公文标志", 'w:sz w:val="80"', 'w:sz w:val="110"'),
        Broken("G181", "style 红色分隔线", 'w:line="227"', 'w:line="579"'),
        Broken("G187", "style 附件标", "<w:pageBreakBefore/>", ""),
    ),
    (
        Broken("G182", "公文标题", "关于加快", "关于进一步加快推进"),
        Broken("G185", "成文日期", "<w:keepNext/>", "<w:pageBreakBefore/>"),
    ),
    (
        Broken("G183", "document", 'w:val="1984" w:hRule="exact"', 'w:val="8500" w:hRule="exact"'),
        Broken("G186", "成文日期", 'w:right="1260"', 'w:right="0"'),
    ),
    (Broken("G194", "document", _ANNEX, f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>{_ANNEX}"),),
    (
        Broken("G175", "style 公文正文", 'w:line="579"', 'w:line="560"', LONG),
        Broken("G176", "style 公文正文", '<w:spacing w:val="-5"/>', "", LONG),
    ),
    (Broken("G195", "document", '<w:headerReference w:type="even" r:id="rIdDraft"/>', "", DRAFT),),
    (
        Broken("G196", "style 信函上双线", 'w:left="-454" w:right="-340"', 'w:left="0" w:right="0"', LETTER),
        Broken("G197", "header1", 'w:line="112"', 'w:line="579"', LETTER),
    ),
)
"""Faults that do not hide each other, by the document they are in; all of one have the same base."""
PAGES = tuple(case for sheet in SHEETS for case in sheet)
