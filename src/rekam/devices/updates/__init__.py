"""New versions for the stations: the signed bundle, and whose signatures a station believes.

`bundle`, `trust` and `reading` are pure: the release machine, the server and the laptop use them alike
(docs/reference/updates.md).
"""
