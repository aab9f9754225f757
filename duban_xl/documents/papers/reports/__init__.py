"""What the office reports to leaders and upwards (DT08–DT10, DT12–DT15, DT24, results of a year)."""
