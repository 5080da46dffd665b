"""Pengaduan: what somebody says went wrong at the office, who answers it, until when, and what came of it.

Words: the *owner* answers a complaint and is never somebody whom it accuses nor who acted on its case; the
*barred* are those people. The *level* is who answers for it: an officer, the head, the province.
"""
