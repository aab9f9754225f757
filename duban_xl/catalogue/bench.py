"""What the benchmark calls its measurements."""

CHECK = "检查 {matters} 个事项的台账"
FINDINGS = "{count} 条"
REFRESH = "更新 {matters} 个事项"
OWED = "{matters} 个事项全年应报"
BOTH = "更新并推算全年应报，{matters} 个事项"
EDITS = "{count} 处改动"
OBLIGATIONS = "{count} 项"
TITLE = "测速：{area}"
HEADERS = ("项目", "中位数（秒）", "最快", "最慢", "内存峰值（MiB）", "内容")
