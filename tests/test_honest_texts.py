"""Plausible texts of all kinds of work give no finding; texts with a fault of their own are told apart from them."""

import pytest

from duban_xl.check.returned.phrases import (
    alike,
    asks_for_more_time,
    claims_all_done,
    encloses,
    is_plan_only,
    odd_figure,
)
from duban_xl.check.returned.secrets import card_numbers, confidential, id_numbers, mobile_numbers, secret_mark
from duban_xl.check.returns import check_return
from tests.returned import form, office
from tests.tables import found

HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 下步打算 | 需协调事项 | 报告类型 | 佐证材料 |"

PROGRESS = [
    "完成路基填筑12公里、桥涵8座，累计完成投资3.2亿元，占年度计划的64%。",
    "召开征地动员会3次，签订协议86户，剩余14户正在协商。",
    "9月12日通过竣工初验，整改问题7个。",
    "已将“农村公路提升”纳入镇村干部周例会，解决具体问题4个。",
    "将“冷链物流园”列入重点项目清单，落实用地120亩。",
    "计划投资2亿元的水厂扩建工程主体已封顶，设备到货60%。",
    "计划总投资5.6亿元，本期完成投资4200万元。",
    "拟定方案3个，征求乡镇意见后报县政府常务会议审议通过。",
    "预计全年接待游客12万人次，本季度已接待4.1万人次。",
    "力争年内开工的目标已提前实现，9月6日正式开工。",
    "确保汛期安全，巡查山塘水库158座，消除隐患23处。",
    "争取上级专项资金160万元，已进入资金分配程序。",
    "准备工作就绪，9月20日完成开标。",
    "前期工作已完成，施工单位已进场。",
    "征地拆迁已完成，正在平整场地。",
    "项目已竣工，正在办理财务决算。",
    "发现的23个问题已全部整改到位，其余任务按月推进。",
    "主体工程已全部完工，附属工程完成70%。",
    "项目已开工，完成可研批复、用地预审和初步设计。",
    "投资完成率达到85%，形象进度为二层封顶。",
    "资金支付率92%，惠及群众1360户。",
    "受理投诉46件，办结44件，办结率95.7%。",
    "截至9月20日，累计改造老旧小区12个、惠及3400户。",
    "截至2026年6月底完成一期，7月至9月完成二期管网6.4公里。",
    "截止8月底收储土地320亩，9月又收储80亩。",
    "印发《实施方案》，明确34项清单的责任单位和完成时限。",
    "报送的延期申请已经县政府批准延期至12月底，现完成土建。",
    "经批准，工期顺延30天；本期完成桥面铺装2.1公里。",
    "要求施工单位规范附件3处、补正材料5份。",
    "附件厂房改造完成2000平方米。",
    "公示资金1,200万元，发放补贴12,345户。",
    "检测水样45批次，合格率100%。",
    "完成投资1.2亿元，同比增长7.3%。",
    "张××等12户群众的安置房已交付。",
    "对3×5米的宣传栏进行更新，共46块。",
    "开展保密宣传教育4次，组织考试260人次。",
    "清退涉密文件1批，销毁旧文件320份，手续齐全。",
    "开展商业秘密保护培训，走访企业22家。",
    "公布举报电话0577-12345，受理线索9条。",
    "项目代码2026-330327-48-01-123456，已完成赋码。",
    "统一社会信用代码91330327MA2ABCDE3X的企业已注销。",
    "任务分解到7个乡镇，签订责任书46份。",
    "协调解决土地、青苗等问题8个，未发生阻工。",
    "编制完成“十五五”规划初稿，开展调研18次。",
    "开展执法检查12次，立案5起，罚款3.6万元。",
    "新建充电桩120个，建成率80%，其中乡镇46个。",
    "培训农户450人次，发放资料900份，示范片4个长势良好。",
    "组织技术人员到现场指导6次，完成地质灾害评估2处。",
    "修订管理办法2项，废止旧文件5件。",
    "完成人口抽样调查入户登记2860户。",
    "学校主体工程封顶，室内装修完成三成。",
    "污水管网检测31公里，修复破损点位58处。",
    "招引项目3个，协议投资4.5亿元，到位资金6000万元。",
    "举办招聘会2场，达成就业意向310人。",
    "完成低收入农户慰问420户，代缴医保386人。",
    "整治违建86处、拆除面积1.2万平方米。",
    "数据平台完成接口开发，接入部门18个。",
    "取得施工许可证，完成桩基120根。",
    "组织应急演练2次，补充物资18类。",
    "因连续降雨停工15天，完成堤防加固1.8公里。",
    "完成招标，中标价3860万元，合同已签订。",
    "提升改造农贸市场1个，新增摊位161个。",
    "审核发放稳岗补贴230万元，惠及企业64家。",
    "下一步工作已部署：召开专题会2次，明确责任人12名。",
]

OTHERS = [
    ("征地还有14户没有签约", "10月底前完成签约", "", ""),
    ("无", "继续", "无", ""),
    ("雨天停工15天，工期偏紧", "按周调度，抢抓晴天施工", "", "现场照片、监理月报"),
    ("专业人员不足", "委托第三方开展评估，11月中旬前提交报告", "请县财政局落实经费80万元", ""),
    ("设备供货周期较长", "与厂家签订补充协议", "", "附件1.pdf、合同扫描件"),
    ("建议附后讨论的事项暂缓", "纳入下期议题", "", ""),
]


def codes(progress: str, rest: tuple[str, str, str, str] = OTHERS[0], *, percent: str = "60%") -> list[tuple[str, str]]:
    difficulties, steps, help_needed, papers = rest
    row = f"| D-001 | 正常推进 | {percent} | {progress} | {difficulties} | {steps} | {help_needed} | 进展报告 | {papers} |"
    return found(check_return(form(f"{HEAD}\n{row}"), office()).findings)


@pytest.mark.parametrize("text", PROGRESS)
def test_honest_progress__is_left_in_peace(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("rest", OTHERS)
def test_honest_cells_beside_it__are_left_in_peace(rest: tuple[str, str, str, str]) -> None:
    assert codes(PROGRESS[0], rest) == []


def test_building_not_begun__fits_a_low_percentage() -> None:
    text = "项目尚未开工，已完成可研批复、用地预审和初步设计。"
    assert (codes(text, percent="20%"), codes(text)) == ([], [("R347", "D3")])


def test_honest_texts__are_many_and_none_copies_another() -> None:
    assert len(PROGRESS) >= 60
    assert [(a, b) for a in PROGRESS for b in PROGRESS if a < b and alike(a, b) >= 90] == []


FAULTY = [
    ("R345", "下一步将加快征地，力争10月底前完成签约。"),
    ("R345", "拟于10月召开推进会；将组织专家评审。"),
    ("R345", "我局将按照方案抓紧推进。"),
    ("R346", "该事项已办结。"),
    ("R346", "本单位高度重视；目前，任务均已按期完成。"),
    ("R347", "目前该项目尚未启动，等待资金到位。"),
    ("R348", "总体进度已达85%，剩余部分抓紧施工。"),
    ("R349", "受降雨影响，申请延长办理时限一个月。"),
    ("R351", "完成整改12处（附件2），群众满意。"),
    ("R356", "完成投资12,34万元，道路贯通。"),
    ("R357", "本期完成投资××万元，道路贯通。"),
    ("R358", "截至2025年12月底，完成路基12公里。"),
    ("R364", "因用地受阻，恳请县政府统筹协调解决用地指标。"),
    ("R323", "向张三（身份证11010519491231002X）兑付补偿款。"),
    ("R324", "联系人电话 138 1234 5678，已签合同。"),
    ("R385", "补偿款汇入6222 0212 3456 7890 128账户。"),
    ("R325", "密级：机密。完成管线迁改12公里。"),
    ("R325", "【秘密】完成管线迁改12公里。"),
    ("R386", "以下情况不得外传：完成管线迁改12公里。"),
]


@pytest.mark.parametrize(("code", "text"), FAULTY)
def test_faulty_text__is_found(code: str, text: str) -> None:
    assert code in [found_code for found_code, _ in codes(text)]


def test_numbers__are_never_quoted_whole() -> None:
    number, card, phone = "11010519491231002X", "6222021234567890128", "13812345678"
    for masked in (*id_numbers(number), *card_numbers(card), *mobile_numbers(phone)):
        assert "…" in masked and len(masked) <= len("1101…2X")
    assert [*id_numbers("编号20260115330327481234")] == [*card_numbers("6222021234567890123")] == []
    assert (secret_mark("商业秘密保护"), confidential("内部控制制度")) == ("", "")


def test_more_time_that_was_granted__is_not_asked_for() -> None:
    assert asks_for_more_time("申请延期至年底") and not asks_for_more_time("已经县政府批准延期，不再申请延期")
    assert encloses("详见附表") and not encloses("见附近村庄")
    assert claims_all_done("任务已全部完成") and not claims_all_done("拆迁任务已全部完成")
    assert odd_figure("3.2亿万元") and not odd_figure("1,200万元")


@pytest.mark.parametrize("text", ["", "。", "，，", "\n"])
def test_nothing__is_no_plan(text: str) -> None:
    assert not is_plan_only(text)


def test_alike_texts__differ_in_words_only() -> None:
    assert alike("已完成路面改造10公里", "已完成路面改造12公里") == 0  # a new figure is news
    assert alike("路基和桥涵已完工，正在铺设沥青", "路基和桥涵已完工，正在铺设沥青。") == 100
    assert alike("甲", "甲") == 0
