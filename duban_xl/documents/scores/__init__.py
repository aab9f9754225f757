"""The score workbook (计分表) with live formulas and native charts."""
