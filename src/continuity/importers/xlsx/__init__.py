"""An .xlsx workbook, read as a stream.

openpyxl's own read-only reader is not used: it keeps a whole row in memory (a file of 93 kB took 1.4 GB), believes the
size a sheet claims to have and so leaves rows out, finds no rows in a "Strict" workbook, and stops at styles that other
programs write and Excel opens.
"""
