"""What the benchmark calls its measurements."""

CHECK = "检查 {matters} 个事项的台账"
FINDINGS = "{count} 条"
REFRESH = "更新 {matters} 个事项"
OWED = "{matters} 个事项全年应报"
BOTH = "更新并推算全年应报，{matters} 个事项"
EDITS = "{count} 处改动"
OBLIGATIONS = "{count} 项"
SCORE = "{events} 条事件、200 个单位、26 种写法：全年计分"
EVENTS = "其中逐条判定 {events} 条事件"
BARE_SUM = "只把 {events} 条分值按单位相加"
BOARD = "{units} 个单位，待定 {pending} 条，提示 {findings} 条"
COUNTED = "{count} 条计分"
UNITS = "{count} 个单位"
TITLE = "测速：{area}"
HEADERS = ("项目", "中位数（秒）", "最快", "最慢", "内存峰值（MiB）", "内容")

WORKS = {
    "floor": "反馈记录 {rows} 行的工作表：解压再压缩一次",
    "patch": "改 {changed} 格、加 {appended} 行：只改写文件",
    "transaction": "改 {changed} 格、加 {appended} 行：备份、写入、读回核对、记日志",
    "openpyxl": "改 {changed} 格、加 {appended} 行：openpyxl 读入再存",
    "rendered": "起草 {documents} 份督查通知书",
    "checked": "起草 {documents} 份督查通知书，逐份读回自查",
    "docxtpl": "{documents} 份：docxtpl 逐份打开模板填写，不整理格式",
    "python-docx": "{documents} 份：python-docx 逐段写，不用模板",
}
"""Piece of work in the areas apply and documents → what it is called."""

RATIOS = {
    "floor": "用时是解压再压缩的 {times:.1f} 倍",
    "openpyxl": "比 openpyxl 快 {times:.1f} 倍，内存是它的 1/{part:.1f}",
    "docxtpl": "速度是 docxtpl 逐份填写的 {times:.1f} 倍",
    "python-docx": "速度是 python-docx 逐段写的 {times:.1f} 倍",
}
"""What a measurement is set against → how they compare."""

PER_SECOND = "每秒 {count:.0f} 份"
NO_PEER = "没有安装 openpyxl，不能用 --peers 比较（pip install openpyxl 可以安装）"
