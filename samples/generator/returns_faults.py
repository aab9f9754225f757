"""Mistakes in the cells of a row, each under the name by which the schedule calls it."""

from collections.abc import Callable
from datetime import date, timedelta

from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.fields import Editor
from samples.generator.returns_hand import Hand

Fault = Callable[[Hand], None]
OPEN = tuple(field for field in RETURN_FORM.fields if field.editor is Editor.UNIT)
REQUIRED = {field.key: field.header for field in OPEN if field.required}
PLAN = "计划下季度完成招标，力争年内开工，确保明年春节前投入使用。"
PHONE = "13900000000"
REASON = "前期政策处理和连续降雨占用工期，剩余工作量按现有进度不能在原时限内完成，已增加施工班组。"
SO_FAR = "主要任务已完成大部分，剩余部分已明确责任人和逐周计划。"


def blank_cell(hand: Hand) -> None:
    """A required cell left empty."""
    number, (key, header) = hand.pick(hand.is_open), hand.rng.choice(list(REQUIRED.items()))
    hand.spoil(number, key, None, code="R301", what=f"漏填{header}")


def row_skipped(hand: Hand) -> None:
    """A whole row left empty."""
    number = hand.pick(hand.is_open)
    hand.form.write(number, dict.fromkeys(field.key for field in OPEN))
    hand.expect("整行没有填写", "R302", number, next(iter(REQUIRED)))


def about_percent(hand: Hand) -> None:
    """A percentage with 约."""
    number = hand.pick(hand.is_open)
    percent = round(float(str(hand.form.value(number, "percent_done"))) * 100 / 5) * 5
    hand.spoil(number, "percent_done", f"约{percent}%", code="T131", what=f"完成率填“约{percent}%”")


def full_width_percent(hand: Hand) -> None:
    """A percentage in full-width digits."""
    number = hand.pick(hand.is_open)
    percent = round(float(str(hand.form.value(number, "percent_done"))) * 100)
    typed = f"{percent}%".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%"})
    hand.spoil(number, "percent_done", typed, code="", what=f"完成率用全角数字填“{typed}”")


def percent_in_words(hand: Hand) -> None:
    """A percentage in words."""
    number = hand.pick(hand.is_open)
    hand.spoil(number, "percent_done", "基本完成", code="T132", what="完成率填“基本完成”")


def percent_not_scaled(hand: Hand) -> None:
    """One row in whole numbers among fractions: it is the odd one of its column."""
    number = hand.pick(hand.is_open)
    percent = round(float(str(hand.form.value(number, "percent_done"))) * 100)
    hand.form.write(number, {"percent_done": percent})
    hand.form.cell(number, "percent_done").number_format = "General"
    hand.expect(f"同列各格是小数，这一格把{percent}%填成{percent}", "R136", number, "percent_done")


def over_hundred(hand: Hand) -> None:
    """More than 100 %."""
    hand.spoil(hand.pick(hand.is_final), "percent_done", 1.2, code="R305", what="完成率填 120%")


def done_without_final_report(hand: Hand) -> None:
    """100 % and still a 进展报告."""
    number = hand.pick(hand.is_final)
    hand.spoil(number, "report_type", "进展报告", code="R309", what="完成率 100%，报告类型仍选“进展报告”")


def final_without_number(hand: Hand) -> None:
    """A 办结报告 without its number."""
    hand.spoil(hand.pick(hand.is_final), "report_number", None, code="R310", what="办结报告没有填报告文号")


def final_without_signature(hand: Hand) -> None:
    """A 办结报告 without signatory and seal."""
    number = hand.pick(hand.is_final)
    hand.spoil(number, "signatory", None, code="R311", what="办结报告没有填签发人")
    hand.spoil(number, "sealed", "否", code="R312", what="办结报告没有盖公章")


def final_with_note(hand: Hand) -> None:
    """A 办结报告 with something else than a document number."""
    hand.spoil(hand.pick(hand.is_final), "report_number", "办公室便函", code="R313", what="报告文号填“办公室便函”")


def final_too_early(hand: Hand) -> None:
    """A 办结报告 at 95 %."""
    number = hand.pick(hand.is_final)
    hand.spoil(number, "percent_done", 0.95, code="R315", what="办结报告的完成率只有 95%")
    hand.expect("同一行进展状态选“办结待审”，与 95% 矛盾", "R316", number, "progress_state")


def text_date(hand: Hand) -> None:
    """A date typed as text."""
    number = hand.pick(lambda n: hand.is_open(n) and hand.form.day(n, "expected_on") is not None)
    day = hand.form.day(number, "expected_on") or date.min
    typed = f"{day.year}.{day.month}.{day.day}"
    hand.spoil(number, "expected_on", typed, code="R131", what=f"预计完成日期写成文字“{typed}”")


def no_such_day(hand: Hand) -> None:
    """A day that the calendar does not have."""
    number = hand.pick(lambda n: hand.is_open(n) and hand.form.day(n, "expected_on") is not None)
    month = hand.rng.choice((6, 9, 11))
    typed = f"2026年{month}月31日"
    hand.spoil(number, "expected_on", typed, code="T121", what=f"预计完成日期填了不存在的“{typed}”")


def wrong_year(hand: Hand) -> None:
    """A day of the year before."""
    number = hand.pick(lambda n: hand.is_open(n) and hand.form.day(n, "expected_on") is not None)
    day = hand.form.day(number, "expected_on") or date.min
    typed = day - timedelta(days=365)
    hand.spoil(number, "expected_on", typed, code="R319", what=f"预计完成日期年份填错：{typed}")


def went_back(hand: Hand) -> None:
    """Less done than last time."""
    number = hand.pick(lambda n: hand.has_past(n) and hand.is_open(n) and hand.before[n] > 10)
    percent = hand.before[number] - hand.rng.randint(3, 9)
    what = f"完成率 {percent}%，低于上期的 {hand.before[number]}%"
    hand.spoil(number, "percent_done", percent / 100, code="R409", what=what)


def copied(hand: Hand) -> None:
    """The text of last time."""
    number = hand.pick(lambda n: hand.has_past(n) and hand.is_open(n))
    text = hand.form.value(number, "last_progress")
    hand.spoil(number, "progress", text, code="R308", what="本期进展情况照抄上期")


def stock_phrase(hand: Hand) -> None:
    """A text that says nothing."""
    typed = hand.rng.choice(("正在推进", "正在按计划有序推进。", *(("同上期",) if hand.before else ())))
    hand.spoil(hand.pick(hand.is_open), "progress", typed, code="R306", what=f"本期进展情况只写“{typed}”")


def too_short(hand: Hand) -> None:
    """A text of two words."""
    hand.spoil(hand.pick(hand.is_open), "progress", "完成清表", code="R303", what="本期进展情况只写“完成清表”")


def placeholder(hand: Hand) -> None:
    """A text to be written later."""
    hand.spoil(hand.pick(hand.is_open), "progress", "待补充", code="R307", what="本期进展情况填“待补充”")


def plan_as_progress(hand: Hand) -> None:
    """What will be done, told as what was done."""
    hand.spoil(hand.pick(hand.is_open), "progress", PLAN, code="R345", what="以计划充进展")


def pasted_over_list(hand: Hand) -> None:
    """A word pasted over a dropdown list."""
    number = hand.pick(hand.is_open)
    hand.spoil(number, "progress_state", "正在抓紧办理", code="R318", what="粘贴盖掉下拉列表：“正在抓紧办理”")


def near_the_list(hand: Hand) -> None:
    """A word beside the list that means one of its words."""
    hand.spoil(hand.pick(hand.is_open), "progress_state", "有序推进", code="R329", what="进展状态填列表外的“有序推进”")


def contradiction(hand: Hand) -> None:
    """A state that contradicts the percentage."""
    number = hand.pick(hand.is_open)
    hand.spoil(number, "progress_state", "未启动", code="R316", what="进展状态选“未启动”，完成率却不是 0")


def stuck_in_silence(hand: Hand) -> None:
    """A matter held up, and no word why."""
    number = hand.pick(hand.is_open)
    hand.form.write(number, {"progress_state": "滞后"})
    hand.spoil(number, "difficulties", None, code="R326", what="进展状态选“滞后”，没有写存在问题")


def phone_in_text(hand: Hand) -> None:
    """A telephone number in the text."""
    number = hand.pick(hand.is_open)
    text = f"{hand.form.value(number, 'progress')}群众代表电话{PHONE}。"
    hand.spoil(number, "progress", text, code="R324", what="本期进展情况里写了群众的手机号码")


def formula_as_text(hand: Hand) -> None:
    """Texts that look like formulas."""
    number = hand.pick(hand.is_open)
    text = str(hand.form.value(number, "progress")).rstrip("。")
    hand.spoil(number, "progress", f"-{text}", code="", what="本期进展情况以“-”开头（是文字，不是公式）")
    hand.spoil(number, "attachments", "=1+1", code="R149", what="佐证材料里粘贴了文字“=1+1”（是文字，不是公式）")


def due_pushed_back(hand: Hand) -> None:
    """The office's due date changed."""
    number = hand.pick(lambda n: hand.form.day(n, "due_date") is not None)
    later = (hand.form.day(number, "due_date") or date.min) + timedelta(days=60)
    hand.spoil(number, "due_date", later, code="R509", what=f"撤销保护后把办结时限推迟到 {later}")
    hand.expect_broken_seal()


def request(hand: Hand) -> None:
    """No mistake: an extension asked for in time and with its reasons."""
    number, to = _asks_for_more_time(hand)
    values = {
        "number": number,
        "requested_on": hand.saved.date(),
        "requested_to": to,
        "reason": REASON,
        "progress": SO_FAR,
    }
    hand.form.add_request(values)


def _asks_for_more_time(hand: Hand) -> tuple[str, date]:
    number = hand.pick(lambda n: hand.leads_on(n) and (hand.form.day(n, "due_date") or date.min) > hand.saved.date())
    to = (hand.form.day(number, "due_date") or date.min) + timedelta(days=30)
    hand.form.write(number, {"expected_on": to})
    return number, to


def request_without_reason(hand: Hand) -> None:
    """A request for more time without a reason."""
    number, to = _asks_for_more_time(hand)
    values = {"number": number, "requested_on": hand.saved.date(), "requested_to": to, "progress": SO_FAR}
    row = hand.form.add_request(values)
    hand.expect_at("延期申请没有写原因", "R340", hand.form.requests.title, hand.form.request_place(row, "reason"))


def request_too_late(hand: Hand) -> None:
    """A request for more time after the due day."""
    number = hand.pick(lambda n: hand.leads_on(n) and _is_past(hand, n))
    asked, to = hand.saved.date(), hand.saved.date() + timedelta(days=40)
    values = {"number": number, "requested_on": asked, "requested_to": to, "reason": REASON, "progress": SO_FAR}
    row = hand.form.add_request(values)
    hand.expect_at("到期以后才申请延期", "R341", hand.form.requests.title, hand.form.request_place(row, "requested_on"))


def _is_past(hand: Hand, number: str) -> bool:
    due = hand.form.day(number, "due_date")
    return due is not None and due < hand.saved.date()


def meta_deleted(hand: Hand) -> None:
    """The hidden sheet deleted."""
    del hand.form.book[META_TAB]
    hand.expect_at("只能按文件名认单位和报送期", "R501", META_TAB)


CELL_FAULTS: dict[str, Fault] = {
    "漏填": blank_cell,
    "漏整行": row_skipped,
    "约数": about_percent,
    "全角": full_width_percent,
    "文字完成率": percent_in_words,
    "小数整数混填": percent_not_scaled,
    "超百": over_hundred,
    "满百未报办结": done_without_final_report,
    "缺文号": final_without_number,
    "缺签章": final_without_signature,
    "便函": final_with_note,
    "办结不足百": final_too_early,
    "文字日期": text_date,
    "不存在的日期": no_such_day,
    "年份错": wrong_year,
    "倒退": went_back,
    "照抄": copied,
    "套话": stock_phrase,
    "过短": too_short,
    "占位": placeholder,
    "以计划充进展": plan_as_progress,
    "盖掉下拉": pasted_over_list,
    "列表外近义词": near_the_list,
    "状态矛盾": contradiction,
    "滞后无原因": stuck_in_silence,
    "手机号": phone_in_text,
    "公式样文字": formula_as_text,
    "改时限": due_pushed_back,
    "延期": request,
    "延期无原因": request_without_reason,
    "逾期才申请": request_too_late,
    "删标识": meta_deleted,
}
