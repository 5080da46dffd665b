"""The API for institutions, /api/v1/verification/: tokens, questions, receipts, its own description.

It reads no cookie and no address of the request: so it stands behind X-Road or a proxy as it is.

receipts  what a partner can prove of an answer (pure)
schemas   bodies, in and out; `views` the routes; `services` one answer for one reference
short_way  a question in two trips; the long way of `views` is for all that is not plain
door      past the pages' middleware, which is all of sessions and languages
"""
