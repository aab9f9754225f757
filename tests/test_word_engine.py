"""The template engine opens a template once: later documents owe nothing to earlier ones, and every part is filled in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers import document as word
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.documents.papers.notice.sample import notice
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.word import engine
from duban_xl.documents.word.xml import read_package, write_package

KIND = "督查通知书"
SHIPPED = Path(__file__).resolve().parent.parent / "workbook_templates" / "word" / f"{KIND}.docx"
FOOTER, FOOTNOTES = "word/footer1.xml", "word/footnotes.xml"
CONTEXT = {**engine.field_values(notice()), "office": OFFICE, "number_line": ""}
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def draft(facts: NoticeFacts, template: Path = SHIPPED) -> bytes:
    return word.render(KIND, facts, OFFICE, template=template, status="草稿")


def altered(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> bytes:
    """The shipped template with some parts changed."""
    parts = read_package(SHIPPED.read_bytes())
    return write_package(parts | change(parts))


def with_footer(text: str) -> bytes:
    """A template that says `text` at the foot of the page."""
    line = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:ftr>".encode()
    return altered(lambda parts: {FOOTER: parts[FOOTER].replace(b"</w:ftr>", line)})


def with_footnote(text: str) -> bytes:
    """A template that says `text` in a footnote."""
    note = f"<w:footnotes {NAMESPACE}><w:footnote w:id='1'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    override = f'<Override PartName="/{FOOTNOTES}" ContentType="{kind}"/></Types>'
    link = f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>'
    types, links = "[Content_Types].xml", "word/_rels/document.xml.rels"
    return altered(
        lambda parts: {
            FOOTNOTES: note.encode(),
            types: parts[types].replace(b"</Types>", override.encode()),
            links: parts[links].replace(b"</Relationships>", link.encode()),
        }
    )


def test_documents_of_one_batch__each_as_if_it_were_the_first() -> None:
    first, second = notice(), replace(notice(), matter_title="另一件事 {{ title }}", supporting_units=())
    alone = draft(first)
    assert draft(second) != alone
    assert draft(first) == alone


def test_template_edited_between_two_documents__the_new_text_is_used(tmp_path: Path) -> None:
    template = tmp_path / "督查通知书.docx"
    template.write_bytes(with_footer("旧的落款"))
    assert "旧的落款" in read_package(draft(notice(), template))[FOOTER].decode()
    template.write_bytes(with_footer("新的落款"))
    assert "新的落款" in read_package(draft(notice(), template))[FOOTER].decode()


@pytest.mark.parametrize(("template", "part"), [(with_footer, FOOTER), (with_footnote, FOOTNOTES)])
def test_tag_outside_the_body__filled_in_and_escaped(template: Callable[[str], bytes], part: str) -> None:
    context = CONTEXT | {"title": "甲 & 乙 <w:p/> {{ x }} {_{ y }_}"}
    filled = engine.render(template("{{ title }}、{{ office.issuer }}"), context)[part].decode()
    assert f"甲 &amp; 乙 &lt;w:p/&gt; {{{{ x }}}} {{_{{ y }}_}}、{OFFICE.issuer}" in filled


@pytest.mark.parametrize("template", [with_footer, with_footnote])
@pytest.mark.parametrize(
    ("tag", "code"), [("{{ titel }}", "D102"), ("{{ title", "D104"), ("{{ title.upper() }}", "D105")]
)
def test_tag_outside_the_body_that_is_wrong__found_and_refused(
    template: Callable[[str], bytes], tag: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "督查通知书.docx"
    path.write_bytes(template(tag))
    assert word.check_template(KIND, path)[0].code == code
    with pytest.raises(CannotRun) as refused:
        draft(notice(), path)
    assert refused.value.finding.code == code


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ title", "花括号没有合上"),
        ("{% if title %}甲", "“if”没有结束，缺少“endif”"),
        ("{% if title %}甲{% endfor %}", "“endfor”放错了地方，“if”还没有结束"),
        ("{% endfor %}", "“endfor”没有开头，或不是标记"),
        ("{{ title kind }}", "“kind”这里的写法不对"),
        ("{{ }}", "花括号里没有内容，或内容不完整"),
        ("{{ (title }}", "“}”多余，或前面的括号没有合上"),
        ("{{ title￥ }}", "不能写“￥”这个字符"),
    ],
)
def test_fault_of_syntax__told_in_chinese(tag: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "督查通知书.docx"
    path.write_bytes(with_footer(tag))
    [found] = [one for one in word.check_template(KIND, path) if one.code == "D104"]
    assert found.args["detail"] == said
