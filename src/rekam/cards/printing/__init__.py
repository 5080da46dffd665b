"""Batches of cards on printers.

Words: a *printer* hangs on a *computer* (a paired station) at a *site*; a *batch* is what one printer does
one after the other; a *card* of a batch is one try at one order; a *step* is written down before it is done.
The program beside the printer (`agent`) knows no database and asks the server before each step.
"""
