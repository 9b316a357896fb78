"""The ledger (台账): tasks as rows, the workbook, and an edited workbook read back."""
