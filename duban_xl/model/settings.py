"""The rows of 参数 that every office has: key, value at the start, what it means."""

from typing import NamedTuple

from duban_xl.model.finding import Level


class KnownSetting(NamedTuple):
    """One row of 参数."""

    key: str
    value: str
    note: str


LEDGER_ID, FORM_KEY, YEAR, PACK = "台账编号", "表单密钥", "年度", "制度包"
OFFICE_NAME, ISSUER, DOCUMENT_CODE = "办公室名称", "发文机关", "机关代字"
CONTACT, PHONE, RECIPIENTS, COPIED_TO = "联系人", "联系电话", "主送", "抄送"
PRINTED_BY, RETURN_TO, SOON_DAYS, MERGE_GOOD_ROWS = "印发机关", "填报表寄回", "临期天数", "无误行先合并"
WEEK_DAY, HALF_MONTH_DAYS, OFFICE_DAY, INTERVAL = "周报送日", "半月报送日", "督查室周期工作日", "滚动报告间隔"
ROLL, EXTENSION_LEAD, UPWARD_LEAD, SUMMARY_START = "到期日遇休息日", "延期提前工作日", "上报提前工作日", "方案汇总起算"
SOFT_INTERVAL, CRITICISM_WINDOW, DRAGGING_DAYS = "定期适时提醒", "通报批评计数窗口", "久拖不决天数"
REPLY_DAYS, STARTED_ON = "催办答复工作日", "启用日期"
MAIL_SERVER, MAIL_ACCOUNT, MAIL_SECURITY = "发件邮箱服务器", "发件邮箱账号", "发件邮箱加密"
MAIL_NAME, MAIL_RATE = "发件人显示名", "每分钟最多发信"
SELF_NAME, MASTHEAD, MARGINS, PREPRINTED, SEALED = "文书自称", "机关标志", "页边距", "套打", "加盖印章"
PARTNERS, ISSUE_TOTALS, ADDRESS, MESSAGE_LIMIT = "联合发文机关", "总期号起点", "联系地址", "短信字数上限"
KIND_CODES = "文种代字"
BACKUP_DAYS, BACKUP_MOST = "备份保留天数", "备份最多份数"
IMAP_SERVER, IMAP_USER, IMAP_FOLDER = "收件邮箱服务器", "收件邮箱账号", "收件文件夹"
BASIS, ISSUED_ON, TRIAL = "制度依据", "印发日期", "试行期"
STATE_WORDS, FIRST_LEADS = "状态用语（{state}）", "首位单位牵头"
ORDER_ISSUER = "督办令发文机关"
LEAST_PROGRESS, MOST_ALIKE, STOCK_PHRASES = "进展最少字数", "与上期相似度上限", "无实质内容用语"
SWITCH, SWITCHED_OFF = "检查", "关"
CHECK_LEVELS: dict[str, Level | None] = {
    SWITCHED_OFF: None,
    Level.NOTICE.value: Level.NOTICE,
    Level.ERROR.value: Level.ERROR,
}
"""What a row 检查 … of 参数 may say → the level that the check then has; None: it is not made."""
CALENDAR_YEAR, ROLLING = "自然年", "滚动"
SUMMARY_STARTS = ("各单位报送期满", "本级作出安排")

KNOWN_SETTINGS = (
    KnownSetting(LEDGER_ID, "", "台账的固定编号，填报表据此认出自己的台账；不要改动。"),
    KnownSetting(FORM_KEY, "", "填报表校验码的密钥；不要改动，不要外传。"),
    KnownSetting(PACK, "", "新建时选用的制度包；以各规则表为准，改制度就改规则表。"),
    KnownSetting(YEAR, "", "考核年度。"),
    KnownSetting(OFFICE_NAME, "", "督查室的名称，用于填报表和文书正文。"),
    KnownSetting(ISSUER, "", "发文机关署名和红头。"),
    KnownSetting(DOCUMENT_CODE, "", "发文机关代字，如“云督”。"),
    KnownSetting(KIND_CODES, "", "另用代字、单独编号的文种，如“函告=云督函；督办令=云管督”；空着就都用机关代字。"),
    KnownSetting(CONTACT, "", "督查室联系人。"),
    KnownSetting(PHONE, "", "督查室电话。"),
    KnownSetting(RECIPIENTS, "", "通报的主送机关，末尾不写冒号。"),
    KnownSetting(COPIED_TO, "", "通报的抄送机关，多个之间用顿号分开。"),
    KnownSetting(PRINTED_BY, "", "版记中的印发机关。"),
    KnownSetting(SELF_NAME, "", "正文中怎样称呼自己，如“县委督查室”；空着用办公室名称。"),
    KnownSetting(MASTHEAD, "", "红头（发文机关标志），如“中共清源县委督查室文件”；空着用发文机关。"),
    KnownSetting(PARTNERS, "", "联合行文时的其他发文机关，按顺序，多个之间用顿号分开；只用于本室文件。"),
    KnownSetting(SEALED, "是", "公文是否加盖印章：是或否，决定署名和日期的位置。"),
    KnownSetting(PREPRINTED, "否", "是否套打在印好红头的纸上：是或否；套打时不印红色部分。"),
    KnownSetting(MARGINS, "常用", "页边距方案：常用（上37毫米、左28毫米）或补偿（字面到纸边37毫米）。"),
    KnownSetting(ADDRESS, "", "督查室地址，印在回执和公开稿上。"),
    KnownSetting(ISSUE_TOTALS, "", "简报、专报的总期号从哪里接着编，如“督查简报=120；督查专报=45”；空着就不编总期号。"),
    KnownSetting(
        MESSAGE_LIMIT,
        "70",
        "短信稿每条最多几个字，标点、序号算在内；装不下的按整件事项分成几条（本系统约定）。",
    ),
    KnownSetting(RETURN_TO, "", "填报表寄回的邮箱或地址。"),
    KnownSetting(
        IMAP_SERVER, "", "收取填报表的邮件服务器（IMAP），如 imap.单位域名；端口不是 993 的写在后面，如 服务器:143。"
    ),
    KnownSetting(IMAP_USER, "", "收取填报表的邮箱账号；密码不写在这里，只放在环境变量或系统的密码库里。"),
    KnownSetting(IMAP_FOLDER, "", "邮箱里放填报表的文件夹；空着就收“收件箱”。"),
    KnownSetting("督查依据", "", "督查通报开头的依据，如“县委、县政府重点工作部署”。"),
    KnownSetting("通报整改期限", "", "督查通报要求整改的期限，如“7个工作日”；空着就不写。"),
    KnownSetting(BASIS, "", "办法所依据的文件，多个之间用顿号分开。"),
    KnownSetting(ISSUED_ON, "", "办法的印发日期，如 2026-01-01；有试行期的据此算到哪一天为止。"),
    KnownSetting(TRIAL, "", "试行期，如“2年”，自印发之日起算、首日在内；没有试行期的空着。"),
    KnownSetting(WEEK_DAY, "五", "只写 WK 的每周报送在周几，一至日（本系统约定）。"),
    KnownSetting(HALF_MONTH_DAYS, "15日、月末", "HM 每半月报送在哪两天（本系统约定）。"),
    KnownSetting(
        OFFICE_DAY,
        "月末",
        "督查室自己的周期工作（每月、每季度等）在周期最后一个月的哪一天到期，如“25日”（本系统约定）。",
    ),
    KnownSetting(INTERVAL, "每月28日前", "未办结事项滚动跟踪、定期报告进展多久一次（本系统约定）。"),
    KnownSetting(ROLL, "不顺延", "到期日遇休息日：不顺延，另给出之前最后一个工作日作提醒日；或顺延（本系统约定）。"),
    KnownSetting(EXTENSION_LEAD, "0", "延期申请最迟在到期日之前几个工作日提出，0 为到期日当天（本系统约定）。"),
    KnownSetting(UPWARD_LEAD, "3", "上级定了报送日期的，单位提前几个工作日报督查室（本系统约定）。"),
    KnownSetting(
        SUMMARY_START, "各单位报送期满", "督查室汇总方案从何起算：各单位报送期满，或本级作出安排（本系统约定）。"
    ),
    KnownSetting(
        SOFT_INTERVAL,
        "",
        "办法只写“及时、适时、定期”的工作多久提醒一次，如“每季度”；空着就不提醒，任何时候都不算逾期（本系统约定）。",
    ),
    KnownSetting(
        CRITICISM_WINDOW, "自然年", "“一年内”通报批评次数怎样数：自然年，或滚动（往前推十二个月）（本系统约定）。"
    ),
    KnownSetting(REPLY_DAYS, "", "催办函要求几个工作日内答复；空着就不写期限（本系统约定）。"),
    KnownSetting(STARTED_ON, "", "本台账从哪一天起用；此前督查室自己的周期工作不计。"),
    KnownSetting(DRAGGING_DAYS, "", "逾期多少天算“久拖不决”；空着就不判断（本系统约定）。"),
    KnownSetting(SOON_DAYS, "7", "到期前几天亮黄灯（本系统约定）。"),
    KnownSetting(BACKUP_DAYS, "60", "“备份”文件夹里的备份保留多少天；最近 20 份总是保留（本系统约定）。"),
    KnownSetting(BACKUP_MOST, "200", "“备份”文件夹里最多保留多少份备份，先清理最早的（本系统约定）。"),
    KnownSetting(MAIL_SERVER, "", "发邮件的服务器和端口，如“smtp.county.example:465”；空着就只写草稿，不发。"),
    KnownSetting(MAIL_ACCOUNT, "", "发件的邮箱地址，也是登录账号；密码不写在这里，放在环境变量或系统的凭据管理器里。"),
    KnownSetting(MAIL_SECURITY, "SSL", "SSL、STARTTLS，或无；“无”只许用在本机。"),
    KnownSetting(MAIL_NAME, "", "收件人看到的发件人，空着用办公室名称。"),
    KnownSetting(MAIL_RATE, "30", "一分钟最多发几封，照邮箱服务商的限制（本系统约定）。"),
    KnownSetting(MERGE_GOOD_ROWS, "是", "一张表有错行时，没有错的行是否先合并（本系统约定）。"),
    KnownSetting(LEAST_PROGRESS, "6", "填报表“本期进展情况”少于几个字算过于简单；标点、空格不计（本系统约定）。"),
    KnownSetting(
        MOST_ALIKE, "90%", "本期进展与上期、与别的事项相似到什么程度算照抄；其中的数字变了的不算（本系统约定）。"
    ),
    KnownSetting(STOCK_PHRASES, "", "除程序已知的套话外，还有哪些话算没有实质内容，多个之间用顿号分开。"),
    KnownSetting(
        f"{SWITCH} R303",
        Level.NOTICE.value,
        "填报表的检查可以逐条调整：在“检查”后面写代码，值填“关”“提示”或“错误”，一条一行；单位、报送期、保密和看不懂的内容不能放松。",
    ),
)
