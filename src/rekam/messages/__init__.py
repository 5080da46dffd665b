"""What is sent to people: wording, ways, opt-out, and a log that knows nobody.

Words: a *message* is one text to one address; its *wording* is one version of a text in its languages; a
*way* is how a channel's messages leave (a folder, SMTP, a gateway). Enter through `services.send`.
"""
