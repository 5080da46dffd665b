"""The web process's own door: who gets a thread, and what nobody waits for.

Bytes come in and go out without a thread: only a request that is whole takes one, and only where its room
has a place. `rules` the rooms, pure; `bodies` bytes that come in; `environ` what pages are told; `answers`
what they said, and what is said where there is no room; `serving` the door (decision 0088,
docs/explanation/overload.md).
"""
