"""Spreadsheet-native toolkit for a supervision office (督查室): ledger, returns, deadlines, scores, circulars."""

__version__ = "0.1.0"
