"""Letters to the units in words: reminders by stage, the letter with a form; codes of what can go wrong on the way."""

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "C060": error(
        "参数里没有写“{setting}”，邮件没有发出",
        "发信要知道经哪台服务器、用哪个账号。",
        "请在“参数”里填上“{setting}”。不填也可以发：草稿已经写好，双击 .eml 用邮件程序打开就能发。",
    ),
    "C061": error(
        "参数“{setting}”写的“{value}”不能用来发信，邮件没有发出", "程序不猜服务器和账号。", "应为{expected}。"
    ),
    "C062": error(
        "不加密的连接只许用在本机，“{value}”不在本机，邮件没有发出",
        "密码和内容会在网络上明文传送。",
        "请把参数“{setting}”改为 SSL 或 STARTTLS，端口照邮箱服务商的说明。",
    ),
    "C063": error(
        "没有发件邮箱“{value}”的密码，邮件没有发出",
        "密码不写在台账和任何文件里。",
        "请把密码（多数邮箱要用授权码）放进环境变量 DUBAN_SMTP_PASSWORD，或存入系统的凭据管理器，再运行一次。",
    ),
    "C064": error(
        "连不上发件服务器“{value}”：{why}",
        "没有网络、地址或端口不对，或者服务器没有开。",
        "请核对参数“发件邮箱服务器”和网络后再运行一次；急用的，双击草稿发出。",
    ),
    "C065": error(
        "发件服务器“{value}”不接受登录：{why}",
        "账号或密码不对，或者邮箱没有开通用程序发信。",
        "请核对账号和密码；多数邮箱要先在网页里开通 SMTP，并用授权码代替密码。",
    ),
    "C066": error(
        "与发件服务器“{value}”的加密连接没有建立：{why}",
        "加密方式与端口不相配，或者证书不可信。",
        "请核对参数“发件邮箱加密”和端口：SSL 一般用 465，STARTTLS 一般用 587。",
    ),
    "C067": error(
        "邮件发出了 {count} 封，台账没有记上：{why}",
        "发信和记账分两步，第二步没有做成。",
        "请照所说的处理，再用同样的选项和 --as-of {day} 运行一次：只补记，不会重发。",
    ),
    "C068": error(
        "发送记录“{path}”写不进去，发信到此为止：{why}",
        "先记下要发哪一封再发，才不会把同一封发两遍。",
        "请关闭打开着它的程序，检查文件夹能否写入，再运行一次：已发的不会重发。",
    ),
    "C069": error(
        "没有写明报送期，不知道该附哪一期的填报表",
        "附上的是下发过的那一份填报表。",
        "请加上 --period，如 --period 2026Q3；不附填报表的，去掉 --with-form。",
    ),
    "W140": notice(
        "“{unit}”没有邮箱，它的邮件草稿没有收件人",
        "邮件发到“单位名录”里写的邮箱。",
        "请在“单位名录”的“邮箱”里补上；急用的，在草稿里填收件人。",
    ),
    "W141": notice(
        "“{unit}”的邮箱“{value}”不是邮箱地址",
        "写错的地址发不出去，程序不猜。",
        "请在“单位名录”里改正，如 name@unit.example；几个地址之间用顿号分开。",
    ),
    "W142": error(
        "给“{unit}”的邮件没有发出：{why}",
        "发件服务器没有收下这一封，其余各封不受影响。",
        "请照所说的原因处理后再运行一次，已发的不会重发；或双击草稿发出。",
    ),
    "W143": notice(
        "给“{unit}”的邮件，收件人“{value}”没有被接受：{why}",
        "同一封的其他收件人已经收下。",
        "请核对“单位名录”里的这个邮箱。",
    ),
    "W144": error(
        "给“{unit}”的邮件发到一半中断，不知道送到没有，没有再发",
        "再发一遍可能收到两封，不发可能收不到，程序不替您决定。",
        "请问一下该单位；没有收到的，双击“{file}”发出。",
    ),
    "W145": error(
        "与发件服务器的连接断了，还有 {count} 封没有发：{units}",
        "接连连不上，再试也发不出去。",
        "请过一会儿再运行一次：已发的不会重发。",
    ),
    "W146": notice(
        "“{unit}”的“{title}”还没有签发，没有随邮件发出",
        "草稿不能发给单位。",
        "签发后把文号、签发日期和状态登记到“文书登记”，再运行一次。",
    ),
    "W147": notice(
        "“{unit}”的填报表“{file}”不在“下发”里，催办邮件没有附上它",
        "附上的是下发过的那一份，不另做一份。",
        "请先用“下发”命令生成填报表，再运行一次。",
    ),
    "W148": error(
        "“{unit}”没有可用的邮箱，没有给它发信",
        "没有收件人的邮件发不出去。",
        "请在“单位名录”的“邮箱”里补上再运行一次；或在草稿里填上收件人，双击发出。",
    ),
    "W149": notice("已经发过的 {count} 封没有再发", "同样的内容不发两遍。", "要再发的，双击草稿发出。"),
}

# what is put into 督查记录

REMINDED = {True: "第{count}次催办：{told}", False: "到期前提醒：{told}"}
REMINDED_TODAY = "到期当日提醒：{told}"
REMINDED_AT_ONCE = "随到随办提醒：{told}"
TOLD_DUE = "{what}，应于{due}完成"
TOLD_LATE = "{what}，应于{due}完成，逾期{days}日"
TOLD_AT_ONCE = "{what}"
TOLD_JOINED = "；"
FORM_WHAT = "寄回填报表（{period}）"
FORM_MARK = r"寄回填报表（([^（）]+)）"
"""How a record of a reminder names the form that it was about."""
BY_MAIL = "{told}（已发邮件）"

# the letter that reminds

SUBJECT_BEFORE = "提醒：{count}项督查事项即将到期"
SUBJECT_TODAY = "提醒：{count}项督查事项今日到期"
SUBJECT_FIRST = "催办：{count}项督查事项逾期未报"
SUBJECT_AGAIN = "第{nth}次催办：{count}项督查事项逾期未报"
LETTER = """{unit}：

截至{as_of}，贵单位承办的下列事项{lead}：

{lines}

{close}{contact}

{office}
{as_of}
"""
LEAD_BEFORE, LEAD_TODAY, LEAD_LATE = "即将到期", "今日到期", "须抓紧办理并报告"
LINE = "{place}. {matter}{title}——{what}，应于{due}完成，{state}{count}。"
LINE_FORM = "{place}. {what}，应于{due}前寄回，{state}{count}；未报的事项：{matters}。"
LINE_AT_ONCE = "{place}. {matter}{title}——{state}。"
LINE_COUNT = "，第{count}次催办"
CLOSE_BEFORE = "请对照时限抓紧办理，按时将办理情况报{office}；确实不能按期办结的，请在到期前说明原因。"
CLOSE_TODAY = "请于今日将办理情况报{office}；确实不能按期办结的，请说明原因。"
CLOSE_FIRST = "请抓紧办理，{reply}将办理情况报{office}。"
CLOSE_SECOND = "此前已经催办，至今没有收到。请分管负责同志过问，{reply}将办理情况报{office}，并说明逾期的原因。"
CLOSE_MORE = (
    "此前已经催办{before}次，至今没有收到。请主要负责同志亲自过问，{reply}将办理情况和逾期的原因书面报{office}。"
)
CONSEQUENCE = "按照督查办法{article}，{trigger}的，{measure}。"
REPLY_BY = "于{day}前"
RETURN_TO = "寄回：{address}。"
ASK_WHOM = "联系人：{contact}。"
OVERDUE = "逾期 {days} 日（{workdays} 个工作日）"
SOON = "还有 {days} 日"
TODAY = "今日到期"
AT_ONCE = "随到随办，请及时反馈"

# the letter that brings a form

FORM_SUBJECT = "关于报送{period}督查事项进展情况的通知"
FORM_LETTER = """{unit}：

现将{period}督查事项填报表发给你们，共{count}项。请于{due}前填好寄回{office}。

{matters}

填报办法：
1. 打开附件“{file}”，填写浅色的单元格；灰色的内容已由{office}填好，请勿改动。
2. 没有进展的，也请写明原因和下步打算；不能按期办结的，填“延期申请”。
3. 填好后请勿更改文件名，{back}。

{contact}{notices}{office}
{as_of}
"""
FORM_BACK_TO, FORM_BACK = "寄回{address}", "回复本邮件并附上填报表"
FORM_MATTER = "{place}. {number}“{title}”（{role}）{due}"
FORM_MATTER_DUE = "，办结时限{due}"
FORM_MATTERS_MORE = "……等{count}项，详见填报表。"
FORM_NOTICES = "随附督查通知书：{titles}。"

# what the commands say

REMIND_TITLE = "需要提醒、催办的单位：{units} 个，{count} 项"
REMIND_HEADERS = ("单位", "事项", "内容", "到期日", "情况", "第几次催办")
NOTHING_TO_REMIND = "没有需要催办的事项。"
LETTERS_MADE = "催办函和邮件草稿已写在“{folder}”，共 {count} 个单位；已记入“督查记录”，请发给各单位（双击 .eml）。"
DRAFTS_MADE = "邮件草稿已写在“{folder}”，共 {count} 封，双击 .eml 用邮件程序打开就能发。"
MAIL_TITLE = "要发的邮件：{count} 封"
MAIL_HEADERS = ("单位", "收件人", "主题", "附件")
ASK_SEND = "发出以上邮件吗？"
ASK_DRAFTS = "写出以上邮件草稿吗？"
SENT_TITLE = "已发 {sent} 封，没有发出 {failed} 封，以前发过的 {before} 封"
SENDING = "发邮件"

# the record of what was sent

SENT_LOG = "发送记录.csv"
SENT_HEADERS = ("时间", "单位代码", "单位", "收件人", "主题", "内容", "结果", "说明")
SENDING_NOW, WAS_SENT, NOT_SENT, UNSURE = "正在发", "已发", "没有发出", "不明"
SERVER_SAID = "服务器答复 {code} {text}"
PROBLEMS = {
    "TimeoutError": "没有回应",
    "SMTPServerDisconnected": "连接中途断了",
    "ConnectionRefusedError": "对方没有开这个端口",
    "ConnectionResetError": "连接被对方断开",
    "gaierror": "找不到这台服务器",
    "SSLCertVerificationError": "服务器的证书不可信",
    "SSLError": "加密没有谈成，多半是端口与加密方式不相配",
    "SMTPNotSupportedError": "服务器不支持这种方式",
    "UnicodeEncodeError": "账号或密码里有邮件系统不认的字",
}
"""Kind of failure → what it means."""
EXPECTED_SERVER = "“服务器:端口”，如 smtp.county.example:465"
EXPECTED_ACCOUNT = "发件的邮箱地址，如 dcs@county.example"
EXPECTED_SECURITY = "SSL、STARTTLS 或无"
EXPECTED_RATE = "大于 0 的整数"
