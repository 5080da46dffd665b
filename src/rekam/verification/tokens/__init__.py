"""Who asks over the API: a partner proves its key, gets a short token, and signs each request with that key.

rules     the client assertion and the access token (pure)
services  giving a token; letting a request in, with what must not come twice
"""
