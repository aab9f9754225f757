"""Codes M…: what came in by mail, archive or folder; the sentences of collecting, and the columns of its register."""

from duban_xl.catalogue.entry import Entry, error, notice

OTHER_METHOD = "压缩方法不通用"
TOO_MANY = "{count} 个文件"
UNNAMED = "附件{number}"
UNNAMED_MAIL = "转发的邮件"
UNNAMED_SUBJECT = "无主题"
IMAP_INBOX = "收件箱"
MEGABYTES = "{size} MB"
NO_PERMISSION = "没有读取权限"

UNSORTED, OTHERS, ORIGINALS = "待分拣", "附件材料", "原件"
"""Folders below 收件, beside those of the periods."""
REGISTER_BOOK, REGISTER_JOURNAL = "收件登记.xlsx", "收件登记.jsonl"

STATES = {
    "new": "新收",
    "again": "内容与已收的相同，没有另存",
    "mail": "邮件原件",
    "mail_empty": "邮件原件；没有附件",
    "archive": "压缩包原件",
}
"""State of a register line → what the clerk reads."""
PICTURES = "；正文图片 {count} 张未另存"
REGISTER_HEADERS = (
    "收到时间", "单位", "报送期", "文件", "原文件名", "来源", "发件人", "主题", "大小", "校验", "情况",
)  # fmt: skip
REGISTER_TITLE = "收件登记"
REGISTER_NOTE = "本表由程序按收件记录重新生成，请勿手工修改；点击“文件”可以打开。"
REGISTER_FOOTER = "&L收件登记&C第 &P 页，共 &N 页"
KILOBYTES = '#,##0" KB"'

COLLECT_TITLE = "收到 {deliveries} 件：新文件 {new} 个，重复 {again} 个；早已收过的 {known} 件不再处理"
COLLECT_HEADERS = ("收到时间", "单位", "报送期", "文件", "发件人", "情况")
ASK_COLLECT = "把以上文件存入“收件”吗？"
COLLECTED = "已存入 {count} 个文件，登记在 {path}。"
NEXT_AFTER_COLLECT = "下一步：duban check {folder} 检查，duban merge {folder} 合并。"
READING_SOURCES = "读取来件"
STORING = "存入收件"

_RESEND = "请单位把填报表作为普通附件重新发送。"

CANNOT_RUN: dict[str, Entry] = {
    "C040": error(
        "看不懂邮箱地址“{text}”",
        "邮箱地址要写明账号和服务器。",
        "请按 imap://账号@服务器/文件夹 的样子填写；账号里的 @ 照写，端口写在服务器后面，如 服务器:993。",
    ),
    "C041": error(
        "收取邮箱所需的组件没有安装",
        "收取邮箱是可选功能，基本安装里没有这个组件。",
        "请维护人员运行 pip install 'duban-xl[mail]' 后重试；也可以在邮箱里把邮件存成文件，再收这个文件夹。",
    ),
    "C042": error(
        "没有邮箱“{name}”的密码",
        "密码不写在任何文件里，只从环境变量或系统的密码库读取。",
        "请设置环境变量 DUBAN_IMAP_PASSWORD，或由维护人员运行 keyring set duban-xl {name} 存入密码库；"
        "多数邮箱要用“授权码”而不是登录密码。",
    ),
    "C043": error(
        "邮箱“{name}”不让登录：{reason}",
        "账号、密码（授权码）不对，或者邮箱没有开通 IMAP。",
        "请在邮箱的设置里开通 IMAP 并取得授权码，再更新环境变量或密码库。",
    ),
    "C044": error(
        "连不上邮件服务器“{name}”：{reason}",
        "服务器地址或端口不对，网络不通，或者服务器的证书不可信。",
        "请核对地址和端口，检查网络；也可以在邮箱里把邮件存成文件，再收这个文件夹。",
    ),
    "C045": error(
        "邮箱里没有文件夹“{folder}”",
        "收件文件夹按名称查找。",
        "邮箱里的文件夹有：{names}。请改正地址或“参数”里的“收件文件夹”。",
    ),
    "C046": error(
        "“参数”里没有填“{setting}”",
        "没有写明邮箱地址时，按“参数”里的服务器和账号收取。",
        "请在“参数”里填写，或在命令里写明 imap://账号@服务器/文件夹。",
    ),
    "C047": error(
        "没有写明从哪里收",
        "收件要知道来件在哪个文件夹、文件或邮箱。",
        "例如：duban collect 来件文件夹；收取邮箱加 --imap。",
    ),
}

MAILS: dict[str, Entry] = {
    "M101": notice(
        "邮件“{title}”（{sender}）没有附件",
        "邮件已存入收件的“原件”，里面没有可以检查的填报表。",
        "请看一看正文；如果是忘了带附件，请发件人补发。",
    ),
    "M102": error(
        "邮件里只有 winmail.dat，附件取不出来",
        "发件人的 Outlook 用了只有 Outlook 能打开的格式（RTF），把附件包在里面。",
        "请发件人在 Outlook 里把邮件格式改为“纯文本”或“HTML”后重新发送；或把表压缩成 .zip 再发。",
    ),
    "M103": error(
        "邮件“{title}”的附件是网盘里的“超大附件”或“云附件”，没有随邮件寄来",
        "邮件里只有一个下载链接，过期就取不到；程序不打开链接。",
        "请先用浏览器下载，再收下载的文件；或请单位把填报表作为普通附件重新发送。",
    ),
    "M109": error(
        "“{name}”读不出来",
        "邮件文件不完整，或者不是邮件。",
        f"请重新导出这封邮件再收；仍读不出来的，{_RESEND}",
    ),
    "M110": notice(
        "附件名“{text}”改为“{name}”存放",
        "原来的名字里有不能用作文件名的内容（路径、控制字符、系统保留名等）。",
        "无需处理；原来的名字记在收件登记里。",
    ),
    "M115": error(
        "“{name}”是 Outlook 存的邮件（.msg），读取它所需的组件没有安装",
        "读取 .msg 是可选功能，基本安装里没有这个组件。",
        "请维护人员运行 pip install 'duban-xl[mail]' 后重试；或在 Outlook 里打开它，把附件另存出来再收。",
    ),
    "M117": notice(
        "“{name}”的收到时间不可信，改按 {now} 计",
        "邮件或文件所记的时间在将来，或者早得不可能。",
        "请核对实际收到的时间；影响是否逾期的，以督查室的认定为准。",
    ),
    "M118": error(
        "邮件“{title}”整体加密或用证书签名封装，里面的附件取不出来",
        "这种邮件只有收件人自己的邮件程序能打开。",
        f"请在邮件程序里打开它，把附件另存出来再收；或{_RESEND}",
    ),
    "M119": notice(
        "邮件“{title}”除已收的附件外，还提到“超大附件”或“云附件”",
        "那一个没有随邮件寄来，只有下载链接；程序不打开链接。",
        "请看一看正文；需要的，用浏览器下载后再收。",
    ),
    "M124": error(
        "邮件“{title}”里有 {count} 个附件读不出来",
        "邮件文件不完整，其余的附件照常收下。",
        _RESEND,
    ),
    "M125": error(
        "邮箱里的第 {number} 号邮件没有取到：{reason}",
        "服务器没有给出这封邮件，其余的照常收取。",
        "下次收取时会再试；仍取不到的，请在邮箱里把它存成文件再收。",
    ),
}

ARCHIVES: dict[str, Entry] = {
    "M104": error(
        "压缩包“{name}”加了密码",
        "没有密码取不出里面的文件，程序不猜密码。",
        "请向单位要密码，解压后再收解压出来的文件；或请单位不加密码重新发送。",
    ),
    "M105": error(
        "压缩包里的“{name}”取不出来：{reason}",
        "压缩包不完整，或者用了不通用的压缩方法；其余的文件照常收下。",
        "请单位用系统自带的压缩功能（.zip）重新打包发送，或直接发送表格。",
    ),
    "M106": error(
        "“{name}”大得不正常（{size}），没有打开",
        "解开它会占满内存或磁盘，可能是故意做成这样的。",
        "请与发件人核实；确有需要的，请分开发送。",
    ),
    "M107": error(
        "“{name}”套得太深，没有再打开",
        "压缩包里的压缩包只打开一层，转发的邮件只打开四层；再往里的照原样存放。",
        "请把它取出来单独再收一次。",
    ),
    "M108": error(
        "“{name}”是 .rar、.7z 之类的压缩包，没有打开",
        "程序只打开 .zip；文件已照原样存放。",
        "请用解压软件打开，再收解压出来的文件；下次请单位用 .zip 或直接发送表格。",
    ),
}

FILES: dict[str, Entry] = {
    "M111": notice(
        "“{name}”与已收的“{path}”内容完全相同，没有另存",
        "同一份文件寄来几次只存一份，每次都登记。",
        "无需处理。",
    ),
    "M112": notice(
        "“{name}”含有宏，已照原样存放",
        "填报表不需要宏；程序不运行任何宏，但用 Excel 打开时可能会运行。",
        "打开前请与单位核实，不要点“启用宏”。",
    ),
    "M116": error(
        "“{path}”没有读取：{reason}",
        "文件打不开，其余的照常收下。",
        "请检查文件是否还在、是否正被别的程序打开，再收一次。",
    ),
    "M121": notice(
        "看不出“{name}”是哪一期的，放在“待分拣”",
        "表里的标识、文件名和邮件主题都没有写明报送期。",
        "请打开看一看，移到相应报送期的文件夹；检查和合并也可以直接指明这个文件。",
    ),
}

REGISTER: dict[str, Entry] = {
    "M120": notice(
        "收件记录的第 {line} 行读不出来，已略过",
        "写这一行时可能断了电或被改动；那一行的文件仍在。",
        "不要手工修改收件记录；把那一次的来件再收一遍即可补上。",
    ),
    "M122": notice(
        "收件登记没有更新：{reason}",
        "文件都已收好并记入收件记录，只是给人看的登记表没有重做，可能正在 Excel 或 WPS 里打开着。",
        "请关闭它；下次收件时会重新生成。",
    ),
}

SENDERS: dict[str, Entry] = {
    "M123": notice(
        "文件的保存时间 {saved} 晚于收到的时间 {now}，改按收到的时间计",
        "收到之后不可能再由单位保存；填表的电脑时钟可能不准。",
        "请核对填表电脑的日期和时间；同一单位寄来几版的，请督查室核对以哪一版为准。",
    ),
    "M113": notice(
        "这份表是{unit}的，发件人 {sender} 却是{owner}登记的邮箱",
        "可能是代发，也可能寄错了表。",
        "请与两个单位核实。",
    ),
    "M114": notice(
        "发件人 {sender} 不是{unit}登记的邮箱",
        "单位名录里登记了这个单位的邮箱，这封信是从别处寄来的。",
        "请核实发件人；确是该单位的，在“单位名录”的“邮箱”里补上（多个之间用顿号，整个单位域名写作 @域名）。",
    ),
}

ENTRIES: dict[str, Entry] = CANNOT_RUN | MAILS | ARCHIVES | FILES | REGISTER | SENDERS
