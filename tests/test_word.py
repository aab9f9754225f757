"""Official documents: the file that comes out, the faults that are found before and after; LibreOffice as a judge."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers import document as word
from duban_xl.documents.papers import templates as word_templates
from duban_xl.documents.papers.checking import meaning as meaning_of
from duban_xl.documents.papers.circular import facts as f
from duban_xl.documents.papers.circular.sample import TOWN_OVERDUE
from duban_xl.documents.papers.circular.sample import circular as circular_sample
from duban_xl.documents.papers.facts import OfficeFacts, PaperFacts
from duban_xl.documents.papers.notice.sample import notice as notice_sample
from duban_xl.documents.papers.registry import KINDS, kind_named
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.papers.score_circular import facts as scores
from duban_xl.documents.papers.score_circular.sample import score_circular as score_sample
from duban_xl.documents.word import engine as word_engine
from duban_xl.documents.word.layout import MARGINS, MarginProfile, Style
from duban_xl.documents.word.xml import write_package
from duban_xl.model.document_number import Numbering

TEMPLATES = Path(__file__).resolve().parent.parent / "workbook_templates" / "word"
NAMES = tuple(kind.name for kind in KINDS)
NUMBER, ISSUE = "清委督〔2026〕7号", "2026年第7期"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def draft(facts: PaperFacts, office: OfficeFacts = OFFICE, template: Path | None = None) -> bytes:
    kind = word.kind_of(facts).name
    return word.render(kind, facts, office, template=template or TEMPLATES / f"{kind}.docx", status="草稿")


def signed(facts: PaperFacts, office: OfficeFacts = OFFICE, number: str = "") -> bytes:
    kind = word.kind_of(facts)
    usual = ISSUE if kind.numbering is Numbering.ISSUE else NUMBER
    template = TEMPLATES / kind.file
    return word.render(kind.name, facts, office, template=template, status="已签发", number=number or usual)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(members(data)["word/document.xml"])


def paragraphs(data: bytes, style: Style) -> list[ElementTree.Element]:
    """Those whose style id is the style's name, as in the shipped templates."""
    return [
        p
        for p in body(data).iter(W + "p")
        if (found := p.find(f"{W}pPr/{W}pStyle")) is not None and found.get(W + "val") == style.value
    ]


def lines(data: bytes, style: Style) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in paragraphs(data, style)]


def whole_text(data: bytes) -> str:
    return "".join(t.text or "" for t in body(data).iter(W + "t"))


def edited(tmp_path: Path, kind: str, old: str, new: str) -> Path:
    """A copy of a shipped template with `old` replaced in its text, as a clerk would."""
    parts = members((TEMPLATES / f"{kind}.docx").read_bytes())
    text = parts["word/document.xml"].decode("utf-8")
    assert old in text
    parts["word/document.xml"] = text.replace(old, new, 1).encode("utf-8")
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(write_package(parts))
    return path


def codes(kind: str, template: Path) -> list[str]:
    return [found.code for found in word.check_template(kind, template)]


def refused(call: object, *args: object, **options: object) -> str:
    with pytest.raises(CannotRun) as caught:
        call(*args, **options)  # type: ignore[operator]
    return caught.value.finding.code


# ---- templates ------------------------------------------------------------------------------------------------------


def test_shipped_templates__are_what_the_builder_makes() -> None:
    built = word_templates.build_all()
    assert word_templates.FOLDER == TEMPLATES
    assert {path.name for path in TEMPLATES.glob("*.docx")} == set(built)
    for name, data in built.items():
        assert members((TEMPLATES / name).read_bytes()) == members(data)


def test_registry__names_codes_and_facts_tell_the_kinds_apart() -> None:
    names = [name for kind in KINDS for name in kind.all_names]
    assert len(names) == len(set(names))
    assert len({kind.facts for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", NAMES)
def test_sample__is_of_its_kind_and_without_fault(kind: str) -> None:
    facts = kind_named(kind).sample()
    assert word.kind_of(facts).name == kind
    assert word.check_document(draft(facts), facts) == ()


@pytest.mark.parametrize("kind", NAMES)
def test_shipped_template__uses_every_field_and_no_other(kind: str) -> None:
    assert codes(kind, TEMPLATES / f"{kind}.docx") == []


@pytest.mark.parametrize("kind", NAMES)
def test_shipped_template__opens_in_python_docx_with_its_styles(kind: str) -> None:
    from duban_xl.documents.word.opened import open_document
    from duban_xl.documents.word.styles import looks

    document = docx.Document(str(TEMPLATES / f"{kind}.docx"))
    layout = open_document((TEMPLATES / f"{kind}.docx").read_bytes()).layout
    assert {look.style.value for look in looks(layout)} <= {style.name for style in document.styles}


@pytest.mark.parametrize("kind", NAMES)
def test_fields__each_has_a_meaning_and_no_name_of_a_dict_method(kind: str) -> None:
    for path, meaning in word.template_fields(kind):
        assert re.search("[\u4e00-\u9fff]", meaning), path
        assert not set(path.split(".")) & set(dir(dict))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{ period_name }}", "{{ period_nam }}", "D102"),
        ("{{ matters.total }}", "{{ matters.totl }}", "D102"),
        ("{{ praise.unit }}", "{{ praise.name }}", "D102"),
        ("{{ period_name }}", "{{ cycler.__init__.__globals__ }}", "D102"),
        ("{{ period_name }}", "{{ period_name.__class__ }}", "D102"),
        ("{{ as_of }}", "{{ as_of", "D104"),
        ("{{ as_of }}", "{{ as_of.isoformat() }}", "D105"),
        ("{{ as_of }}", "{{ methods[0] }}", "D105"),
        ("{{ as_of }}", "{% set x = 1 %}", "D105"),
        ("{{ as_of }}", "{{ methods }}", "D105"),
        ("{{ as_of }}", "｛｛ as_of ｝｝", "D106"),
        ("{%p if praises %}", "{%p if praises %}好的做法", "D107"),
        ("{{ as_of }}", "{{ as_of|attr }}", "D113"),
        ('w:val="主送机关"', 'w:val="公文正文"', "D109"),
        ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"', "D121"),
        ('w:top="2098"', 'w:top="1440"', "D121"),
    ],
)
def test_edited_template__fault_found_and_rendering_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    template = edited(tmp_path, "督查通报", old, new)
    assert codes("督查通报", template)[0] == code
    assert refused(draft, circular_sample(), template=template) == code


def test_template_with_revision__fault(tmp_path: Path) -> None:
    run = '<w:r><w:t xml:space="preserve">{{ title }}</w:t></w:r>'
    template = edited(tmp_path, "督查通报", run, f'<w:ins w:id="1" w:author="x">{run}</w:ins>')
    assert codes("督查通报", template) == ["D108"]


def test_template_without_a_field__notice_only(tmp_path: Path) -> None:
    template = edited(tmp_path, "督查通报", "{{ scope|clause }}", "县委安排")
    assert codes("督查通报", template) == ["D103"]
    assert "县委安排" in whole_text(draft(circular_sample(), template=template))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a document"])
def test_template_that_is_no_document__refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert codes("督查通报", tmp_path / "a.docx") == ["D101"]
    assert codes("督查通报", tmp_path / "missing.docx") == ["D101"]


def test_sandbox__globals_and_attributes_unreachable_even_without_the_check() -> None:
    template = kind_named("督查通报").template()
    parts = members(template)
    for expression in ("cycler.__init__.__globals__", "title.__class__.__mro__", "title.format", "methods", "lipsum()"):
        text = parts["word/document.xml"].decode("utf-8").replace("{{ title }}", "{{ " + expression + " }}")
        unsafe = write_package(parts | {"word/document.xml": text.encode("utf-8")})
        facts = circular_sample()
        context = {name: getattr(facts, name) for name in word_engine.field_types(f.CircularFacts)}
        with pytest.raises(word_engine.RenderError):
            word_engine.render(unsafe, {**context, "office": OFFICE, "number_line": ""})


# ---- numbers, drafts, kinds -----------------------------------------------------------------------------------------


def test_draft__says_so_on_every_page_and_has_no_number() -> None:
    data = draft(circular_sample())
    assert lines(data, Style.NUMBER) == ["清委督〔2026〕 号"]
    kinds = {ref.get(W + "type") for ref in body(data).iter(W + "headerReference")}
    assert kinds == {"default", "even", "first"}
    assert "送审稿" in members(data)["word/header_draft.xml"].decode("utf-8")


def test_signed__has_its_number_and_no_draft_mark() -> None:
    data = signed(circular_sample())
    assert lines(data, Style.NUMBER) == [NUMBER]
    assert not any("送审稿" in part.decode("utf-8", "replace") for part in members(data).values())


@pytest.mark.parametrize(
    "number", ["清委督〔2026〕07号", "清委督[2026]7号", "清委督〔2025〕7号", "县督〔2026〕7号", "清委督〔2026〕第7号"]
)
def test_number_against_the_grammar__refused(number: str) -> None:
    assert refused(signed, circular_sample(), number=number) == "D110"


def test_signed_without_number_or_draft_with_one__refused() -> None:
    template = TEMPLATES / "督查通报.docx"
    facts = circular_sample()
    assert refused(word.render, "督查通报", facts, OFFICE, template=template, status="已签发") == "D110"
    assert refused(word.render, "督查通报", facts, OFFICE, template=template, status="草稿", number=NUMBER) == "D111"


def test_unknown_kind_or_facts_of_another__refused() -> None:
    template = TEMPLATES / "督查通报.docx"
    assert refused(word.render, "简报", notice_sample(), OFFICE, template=template, status="草稿") == "D112"
    assert refused(word.render, "督查通报", notice_sample(), OFFICE, template=template, status="草稿") == "D112"


# ---- text -----------------------------------------------------------------------------------------------------------

NASTY = "甲<w:p/>乙 & 丙 {{ 7*7 }} {% if x %} {_{ y }_} “丁”"


def test_markup_in_a_cell__printed_as_it_is() -> None:
    facts = replace(circular_sample(), other_problems=(NASTY,), methods=(NASTY,))
    data = draft(facts)
    assert whole_text(data).count(NASTY) == 2
    assert "四、下一步要求" in whole_text(data)
    assert word.check_document(data, facts) == ()


def test_line_breaks_and_controls_in_a_cell__become_one_line() -> None:
    facts = replace(circular_sample(), other_problems=("第一。\n第二\t第三\x00\x0c\x07第四",))
    assert "第一。第二 第三 第四。" in lines(draft(facts), Style.BODY)
    assert not list(body(draft(facts)).iter(W + "tab"))[2:]  # only the tab stop and the tab of 印发


def test_ten_thousand_letters__all_there() -> None:
    long = "督查事项落实情况" * 1250
    facts = circular_sample()
    first = replace(facts.open_matters[0], progress=long)
    facts = replace(facts, other_problems=(long,), open_matters=(first, *facts.open_matters[1:]))
    assert whole_text(draft(facts)).count(long) == 2


def test_values__never_in_the_form_of_a_program() -> None:
    facts = score_sample()
    unit = replace(facts.groups[0].units[0], remaining=Decimal("92.50"), remark="")
    group = replace(facts.groups[0], units=(unit, *facts.groups[0].units[1:]))
    text = whole_text(draft(replace(facts, groups=(group, facts.groups[1]), objection_by=None)))
    assert "剩余92.5分" in text
    assert not re.search(r"None|Decimal|92\.50|2026-\d\d-", text)


def test_empty_sections__vanish_and_numbers_close_up() -> None:
    facts = replace(
        circular_sample(),
        praises=(),
        told_praises=(),
        problems=(),
        criticisms=(),
        told_criticisms=(),
        sent_back_units=(),
        problems_found=0,
        problems_rectified=0,
        other_problems=(),
        open_matters=(),
        unit_returns=(),
        ranking=(),
        ranking_note="",
        uninspected=(),
        by_category=(),
        matters=f.MatterCounts.of(completed=5, in_hand=1, overdue=0),
        quality=f.QualityCounts(on_time=5, late=0, unlimited=0, sent_back=0, sent_back_matters=0, forms_sent_back=0),
    )
    data = draft(facts)
    assert lines(data, Style.HEADING_1) == ["一、总体情况", "二、存在问题", "三、下一步要求"]
    assert lines(data, Style.HEADING_2) == ["（一）落实情况", "（二）办理质量", "部分单位未按规定报送进展情况"]
    assert lines(data, Style.ANNEX_NOTE) == lines(data, Style.ANNEX_LABEL) == []
    assert word.check_document(data, facts) == ()


def test_nothing_at_all__still_a_document() -> None:
    facts = replace(
        circular_sample(),
        matters=f.MatterCounts.of(completed=0, in_hand=0, overdue=0),
        returns=f.ReturnCounts.of(on_time=0, late=0, missing=0),
        quality=f.QualityCounts(on_time=0, late=0, unlimited=0, sent_back=0, sent_back_matters=0, forms_sent_back=0),
        by_category=(),
        praises=(),
        told_praises=(),
        criticisms=(),
        told_criticisms=(),
        problems=(),
        sent_back_units=(),
        ranking=(),
        ranking_note="",
        uninspected=(),
        missing_units=(),
        late_units=(),
        problems_found=0,
        problems_rectified=0,
        other_problems=(),
        requirements=(),
        rectify_by=None,
        next_return_on=None,
        open_matters=(),
        unit_returns=(),
    )
    data = draft(facts, replace(OFFICE, copied_to=(), contact="", printed_by=""))
    assert lines(data, Style.HEADING_1) == ["一、总体情况"]
    assert lines(data, Style.COPIED) == []
    assert lines(data, Style.PRINTED) == ["中共清源县委督查室2026年10月9日印发"]
    assert word.check_document(data, facts) == ()


def test_annexes__labels_notes_and_titles_from_one_list() -> None:
    data = draft(circular_sample())
    assert lines(data, Style.ANNEX_TITLE) == ["未完成（逾期）事项清单", "进展情况报送情况表", "督查考核排名表"]
    assert lines(data, Style.ANNEX_NOTE) == [
        "附件：1.未完成（逾期）事项清单",
        "2.进展情况报送情况表",
        "3.督查考核排名表",
    ]
    assert lines(data, Style.ANNEX_LABEL) == ["附件1", "附件2", "附件3"]
    assert lines(draft(notice_sample()), Style.ANNEX_NOTE) == ["附件：签收回执"]


def test_requirements__numbered_once_even_if_the_cell_numbers_them() -> None:
    facts = replace(notice_sample(), requirements=("1.查清户数", "3.5万亩农田建成", "2、制定方案"))
    wanted = ["1.查清户数。", "2.3.5万亩农田建成。", "3.制定方案。"]
    assert lines(draft(facts), Style.HEADING_3)[:3] == wanted


def test_score_circular__is_an_alert_with_every_deduction_amendment_and_uninspected_unit() -> None:
    text = whole_text(signed(score_sample()))
    assert "不属于通报批评" in text
    assert "补记2026年第一季度扣分3分" in text
    assert "年内尚未被督查的单位：乡镇：大坪乡。" in text
    assert "青溪镇：本季度扣5分，年内累计扣8分，剩余92分。" in text


def test_notice_without_leader_limit_or_supporters__says_nothing_about_them() -> None:
    facts = replace(
        notice_sample(),
        instruction="",
        instruction_by="",
        instruction_on=None,
        leading_official="",
        responsible_leader="",
        supporting_units=(),
        due_date=None,
        due_text="长期坚持",
        urgency="",
    )
    text = whole_text(draft(facts))
    assert "时限要求为“长期坚持”" in text
    assert not re.search("批示：|协办单位|牵头领导|责任领导|None|加急", text)
    assert word.check_document(draft(facts), facts) == ()


def test_provisional_limit__said() -> None:
    assert "暂定" in whole_text(draft(replace(notice_sample(), due_provisional=True)))
    assert "暂定" not in whole_text(draft(notice_sample()))


# ---- format ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NAMES)
def test_same_facts__same_bytes(kind: str) -> None:
    facts = kind_named(kind).sample()
    assert draft(facts) == draft(facts)
    assert signed(facts) == signed(facts)


@pytest.mark.parametrize("kind", NAMES)
def test_metadata__from_the_document_alone(kind: str) -> None:
    facts = kind_named(kind).sample()
    properties = docx.Document(io.BytesIO(signed(facts))).core_properties
    assert (properties.author, properties.title) == (OFFICE.issuer, facts.title)
    assert properties.created is not None
    assert properties.created.date() == facts.dated_on
    assert not any(b"python-docx" in part for part in members(signed(facts)).values())


@pytest.mark.parametrize("profile", list(MarginProfile))
def test_page__a4_with_the_margins_and_pitch_of_the_profile(profile: MarginProfile) -> None:
    data = draft(circular_sample(), replace(OFFICE, margins=profile))
    margins = MARGINS[profile]
    page, edges = next(body(data).iter(W + "pgSz")), next(body(data).iter(W + "pgMar"))
    assert (page.get(W + "w"), page.get(W + "h")) == ("11906", "16838")
    assert [int(edges.get(W + side) or 0) for side in ("top", "bottom")] == [margins.top, margins.bottom]
    assert (16838 - margins.top - margins.bottom) // margins.line == 22
    pitch = f'w:line="{margins.line}" w:lineRule="exact"'
    styles = members(data)["word/styles.xml"].decode("utf-8")
    assert re.search(f'w:styleId="公文正文".*?{pitch}', styles)


def test_styles__fonts_sizes_and_colour_of_the_standard() -> None:
    styles = ElementTree.fromstring(members((TEMPLATES / "督查通报.docx").read_bytes())["word/styles.xml"])
    found: dict[str | None, tuple[str | None, str | None]] = {}
    for style in styles.findall(W + "style"):
        fonts, size = style.find(f"{W}rPr/{W}rFonts"), style.find(f"{W}rPr/{W}sz")
        if fonts is not None and size is not None:
            found[style.get(W + "styleId")] = (fonts.get(W + "eastAsia"), size.get(W + "val"))
    assert found["公文正文"] == ("仿宋_GB2312", "32")
    assert found["公文标题"] == ("方正小标宋简体", "44")
    assert found["一级标题"] == ("黑体", "32")
    assert found["二级标题"] == ("楷体_GB2312", "32")
    assert found["抄送"] == ("仿宋_GB2312", "28")
    assert found["页码"] == ("宋体", "28")
    assert "Theme" not in ElementTree.tostring(styles, encoding="unicode")


def test_tables__as_wide_as_the_text_with_repeated_head_and_whole_rows() -> None:
    data = draft(circular_sample())
    tables = [t for t in body(data).iter(W + "tbl") if "序号" in "".join(x.text or "" for x in t.iter(W + "t"))]
    assert len(tables) == 3
    for table in tables:
        rows = table.findall(W + "tr")
        assert sum(int(column.get(W + "w") or 0) for column in table.iter(W + "gridCol")) == 8844
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert lines(data, Style.TABLE_SERIAL) == ["1", "2", "1", "2", "3", "4", "1", "2", "3"]


def test_quotes_and_dashes__from_the_chinese_font() -> None:
    for run in body(draft(circular_sample())).iter(W + "r"):
        if re.search("[“”—]", "".join(t.text or "" for t in run.iter(W + "t"))):
            fonts = run.find(f"{W}rPr/{W}rFonts")
            assert fonts is not None
            assert fonts.get(W + "hint") == "eastAsia"


def test_end_of_the_text__kept_with_the_signature() -> None:
    data = draft(circular_sample())
    chain = [*paragraphs(data, Style.ANNEX_NOTE), *paragraphs(data, Style.SIGNATURE), *paragraphs(data, Style.DATE)]
    last = paragraphs(data, Style.HEADING_3)[-1]
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in (last, *chain))


def test_preprinted_paper__nothing_red() -> None:
    data = signed(circular_sample(), replace(OFFICE, preprinted=True))
    assert lines(data, Style.MARK) == ["\u3000"]
    assert lines(data, Style.NUMBER) == [NUMBER]


@pytest.mark.parametrize(
    ("copied", "rows"), [((), 1), (("甲局",), 2), (tuple(f"县第{n}局办公室" for n in range(12)), 5)]
)
def test_imprint__room_for_all_its_lines_at_the_foot_of_the_page(copied: tuple[str, ...], rows: int) -> None:
    data = draft(circular_sample(), replace(OFFICE, copied_to=copied))
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    anchor = next(body(data).iter(drawing + "anchor"))
    extent, align = anchor.find(drawing + "extent"), anchor.find(f"{drawing}positionV/{drawing}align")
    assert extent is not None
    assert align is not None
    assert (extent.get("cy"), align.text) == (str(((rows + 2) * 579 + 20) * 635), "bottom")


def test_styles_renamed_by_an_editor__still_found(tmp_path: Path) -> None:
    parts = members((TEMPLATES / "督查通报.docx").read_bytes())
    for number, style in enumerate(Style):
        for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml", "word/footer2.xml"):
            text = parts[name].decode("utf-8").replace(f'pStyle w:val="{style.value}"', f'pStyle w:val="a{number}"')
            parts[name] = text.replace(f'styleId="{style.value}"', f'styleId="a{number}"').encode("utf-8")
    template = tmp_path / "督查通报.docx"
    template.write_bytes(write_package(parts))
    facts = circular_sample()
    data = draft(facts, template=template)
    assert "二、好的做法" in whole_text(data)
    assert word.check_document(data, facts) == ()


# ---- self-check -----------------------------------------------------------------------------------------------------


def found(data: bytes, facts: PaperFacts) -> list[str]:
    return [one.code for one in word.check_document(data, facts)]


@pytest.mark.parametrize("kind", NAMES)
def test_samples__nothing_to_find(kind: str) -> None:
    facts = kind_named(kind).sample()
    assert found(draft(facts), facts) == found(signed(facts), facts) == []


def altered(data: bytes, old: str, new: str) -> bytes:
    parts = members(data)
    text = parts["word/document.xml"].decode("utf-8")
    assert old in text
    return write_package(parts | {"word/document.xml": text.replace(old, new).encode("utf-8")})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("下一步要求", "{{ heading }}", "D120"),
        ('w:left="1588"', 'w:left="1800"', "D121"),
        ("D-2026-027", "D-2026-028", "D122"),
        ("86.1%", "86%", "D122"),
        ("〔2026〕7号", "〔2026〕07号", "D126"),
    ],
)
def test_finished_document_altered__found(old: str, new: str, code: str) -> None:
    facts = circular_sample()
    assert set(found(altered(signed(facts), old, new), facts)) == {code}


@pytest.mark.parametrize(
    ("requirement", "old", "new", "code"),
    [
        ("新建停车位300个", "个", "个", ""),
        ("1、新建停车位300个", "新建", "新建", ""),  # numbered by hand
        ("新建【待填：数量】停车位", "【待填：数量】", "300个", ""),
        ("新建停车位，300个", "位，", "位、", ""),
        ("新建停车位，300个", "位，", "位 ，", ""),
        ("新建停车位300个", "300", "400", "D198"),
    ],
)
def test_edited_draft__compared_by_what_it_says(requirement: str, old: str, new: str, code: str) -> None:
    facts = replace(notice_sample(), requirements=(requirement,))
    data = altered(draft(facts), old, new)
    told = word.check_document(data, facts, is_fresh=False)
    assert [one.code for one in told if one.code != "D140"] == ([code] if code else [])


def test_facts_that_disagree__found() -> None:
    facts = circular_sample()
    data = signed(facts)
    counts = replace(facts.matters, in_hand_percent=Decimal("13.8"))
    assert "D123" in found(data, replace(facts, matters=counts))
    assert "D124" in found(data, replace(facts, matters=replace(facts.matters, total=138)))
    assert "D124" in found(data, replace(facts, matters=replace(facts.matters, overdue=20)))
    assert "D124" in found(data, replace(facts, returns=replace(facts.returns, received=1)))
    assert "D124" in found(data, replace(facts, returns=replace(facts.returns, expected=1)))
    assert "D125" in found(data, replace(facts, open_matters=facts.open_matters[1:]))
    assert "D125" in found(data, replace(facts, unit_returns=facts.unit_returns[1:]))


def test_scores_that_disagree__found() -> None:
    facts = score_sample()
    data = signed(facts)
    town = facts.groups[0].units[0]
    for change in (
        replace(town, quarter_points=Decimal(4)),
        replace(town, quarter=scores.PointSums(deducted=Decimal(4)), quarter_points=Decimal(4)),
        replace(town, remaining=Decimal(91)),
        replace(town, remaining=None),
        replace(town, year=scores.PointSums(deducted=Decimal(9))),
        replace(town, year=scores.PointSums(deducted=Decimal(1)), year_points=Decimal(1), remaining=Decimal(99)),
    ):
        group = scores.ScoreGroup.of("乡镇", (change, *facts.groups[0].units[1:]))
        assert "D124" in found(data, replace(facts, groups=(group, facts.groups[1])))
    assert "D124" in found(data, replace(facts, base_points=None))
    assert "D124" in found(data, replace(facts, totals=replace(facts.totals, deductions=9)))
    assert found(altered(data, "不属于通报批评", "属于通报"), facts) == ["D127"]


def test_notice_without_unit_or_requirement__found() -> None:
    facts = replace(notice_sample(), lead_unit=" ", requirements=(), instruction="", due_date=None, due_text="")
    facts = replace(facts, return_cycle="")
    missing = [one for one in word.check_document(draft(facts), facts) if one.code == "D128"]
    assert [one.args["field"] for one in missing] == ["主办单位", "任务要求，每条一段", "办结时限"]


@pytest.mark.parametrize("kind", NAMES)
def test_finding__names_a_field_in_chinese(kind: str) -> None:
    facts = kind_named(kind).sample()
    untitled = draft(replace(facts, title="甲"))
    shown = {path for path, _ in word.kind_of(facts).shows(facts)}
    assert shown
    assert not [path for path in shown if re.search("[A-Za-z]", meaning_of(type(facts), path))]
    assert [one.args["field"] for one in word.check_document(untitled, facts) if one.code == "D122"] == ["公文标题"]


# ---- whose work it is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NAMES)
def test_document_as_written__is_told_from_one_that_was_edited(kind: str) -> None:
    facts = kind_named(kind).sample()
    for data in (draft(facts), signed(facts)):
        assert word.is_unedited(data)
        assert not word.is_unedited(altered(data, "督查", "督办"))


@pytest.mark.parametrize("content", [b"", b"PK", "领导改过".encode()])
def test_file_that_is_no_document__is_somebodys_work(content: bytes) -> None:
    assert not word.is_unedited(content)


def test_document_of_an_earlier_version__counts_as_edited() -> None:
    parts = members(draft(notice_sample()))
    parts["docProps/core.xml"] = re.sub(rb"<dc:identifier>.*?</dc:identifier>", b"", parts["docProps/core.xml"])
    assert not word.is_unedited(write_package(parts))


# ---- sentences -------------------------------------------------------------------------------------------------------


def test_circular_without_basis_or_methods__says_neither() -> None:
    opening = lines(draft(replace(circular_sample(), basis="", methods=())), Style.BODY)[0]
    assert opening == (
        "县委督查室对2026年第三季度（2026年7月1日至2026年9月30日）县委、县政府重点工作和县领导批示交办事项落实情况进行了督查，"
        "数据截至2026年9月30日。现将有关情况通报如下："
    )


@pytest.mark.parametrize(
    ("methods", "words"), [(("实地核查",), "采取实地核查方式，"), (("座谈", "暗访"), "采取座谈、暗访等方式，")]
)
def test_methods__others_are_hinted_at_only_after_several(methods: tuple[str, ...], words: str) -> None:
    assert words in whole_text(draft(replace(circular_sample(), methods=methods)))


def test_quotes_inside_quotes__become_single() -> None:
    circular = replace(
        circular_sample(),
        problems=(f.UnitProblem(unit="青溪镇", matters=(replace(TOWN_OVERDUE[0], title="推进“双减”"),)),),
    )
    assert "“推进‘双减’”" in whole_text(draft(circular))
    notice = replace(notice_sample(), due_text="“七一”前", instruction="抓好“双减”")
    text = whole_text(draft(notice))
    assert "时限要求为“‘七一’前”" in text
    assert "批示：“抓好‘双减’。”" in text


def test_notice_of_unknown_origin__leaves_the_clause_out() -> None:
    facts = replace(
        notice_sample(), origin="", origin_number="", instruction="", instruction_by="", instruction_on=None
    )
    assert "交办依据" not in whole_text(draft(facts))
    numbered = whole_text(draft(replace(facts, origin_number="清委办〔2026〕3号")))
    assert "二、交办依据清委办〔2026〕3号。三、承办单位" in numbered


def test_long_title__is_kept_whole_and_told() -> None:
    facts = replace(notice_sample(), title="关于办理“" + "督查事项落实情况" * 20 + "”事项的督查通知书")
    data = draft(facts)
    assert found(data, facts) == ["D118"]
    assert "督查事项落实情况" * 20 in whole_text(data)


# ---- LibreOffice ----------------------------------------------------------------------------------------------------


@pytest.mark.office
def test_pages__as_the_standard_measures_them(tmp_path: Path) -> None:
    from tests.office import convert

    long = replace(circular_sample(), other_problems=("督查事项落实情况" * 400,))
    many_copied = replace(OFFICE, copied_to=tuple(f"县某某局第{n}科" for n in range(20)))
    files = {
        "common": draft(long),
        "compensated": signed(long, replace(OFFICE, margins=MarginProfile.COMPENSATED)),
        "score": signed(score_sample(), many_copied),
        "notice": signed(notice_sample()),
    }
    paths: list[Path] = []
    for name, data in files.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(data)
    pdfs = dict(zip(files, convert(paths, "pdf", tmp_path / "pdf"), strict=True))
    for name in ("common", "compensated"):
        full = [page for page in pages(pdfs[name]) if page and set("".join(page)) <= set("督查事项落实情况")]
        assert full
        assert {len(page) for page in full} == {22}
        assert {len(line) for page in full for line in page} == {28}
        assert abs(first_red(pdfs[name]) - 72) < 3  # 35 mm below 天头
    assert [line for line in pages(pdfs["notice"])[0] if "加急" in line] == ["加急"]
    for name in files:
        assert abs(last_rule(pdfs[name]) - 262) < 1.5  # 版记 ends with the type area


def pages(pdf: Path) -> list[list[str]]:
    """The lines of each page, without blanks, head mark and page number."""
    from tests.office import pdf_text

    return [
        [
            line
            for raw in page.splitlines()
            if (line := raw.replace(" ", "")) and not re.fullmatch(r"送审稿|—\d+—", line)
        ]
        for page in pdf_text(pdf).split("\f")[:-1]
    ]


def picture(pdf: Path, page: int) -> tuple[int, int, bytes]:
    """One page at 100 dpi: width, height, RGB."""
    import subprocess

    run = ["pdftoppm", "-r", "100", "-f", str(page), "-l", str(page), str(pdf)]
    data = subprocess.run(run, check=True, capture_output=True, timeout=60).stdout
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    assert head is not None
    return int(head[1]), int(head[2]), data[head.end() :]


def first_red(pdf: Path) -> float:
    """Millimetres from the paper's top to the first red of page 1."""
    wide, high, pixels = picture(pdf, 1)
    for y in range(high):
        row = pixels[3 * wide * y : 3 * wide * (y + 1)]
        if any(r > 180 and g < 90 for r, g in zip(row[::3], row[1::3], strict=True)):
            return y * 25.4 / 100
    return 0.0


def last_rule(pdf: Path) -> float:
    """Millimetres from the paper's top to the last long black line of the last page."""
    wide, high, pixels = picture(pdf, len(pages(pdf)))
    dark = [
        y for y in range(high) if sum(1 for r in pixels[3 * wide * y : 3 * wide * (y + 1) : 3] if r < 140) > wide * 0.6
    ]
    return dark[-1] * 25.4 / 100


def test_blank__is_told_until_somebody_fills_it_in() -> None:
    facts = replace(notice_sample(), leading_official="【待填：牵头领导】", target="【待填：牵头领导】和【重点】")
    [found] = word.check_document(draft(facts), facts)
    assert (found.code, found.args["count"], found.args["blanks"]) == ("D140", "1", "牵头领导")
