"""What a resident asks of the office: apply, send the papers, hear within four days, bring the originals.

Words: an *application* (permohonan) is asked for one service; its *applicant* (pemohon) may ask for somebody
else, its *subject*. *Papers* are the scans of what the service requires. The *clock* counts the four days
that the office promised; it stops only for what the office cannot help, and says so.
"""
