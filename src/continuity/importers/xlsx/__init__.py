"""A streaming reader of .xlsx workbooks.

openpyxl's own read-only reader is not used: it keeps a whole row in memory (a file of 93 kB took 1.4 GB), trusts the
stated size of a sheet and so omits rows, finds no rows in a "Strict" workbook, and stops at styles that other
programs write and Excel opens.
"""
