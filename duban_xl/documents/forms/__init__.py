"""The return form (填报表) as a workbook."""
