"""What an application ends in on plain paper: KK, letters and extracts, each with a number and a QR.

The paper is drawn from the register whenever it is printed, and never kept; the QR leads to a public page
that says whether it holds.
"""
