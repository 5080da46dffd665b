"""The officers' own bodies: taken before a second officer, so that nobody is recorded with them.

Owns templates by officer, never in the residents' gallery. Words: body = an officer's templates, witness =
the second officer who saw whose body it is. Door: services, queries; `likeness`, `messages`, `phone` and
`rules` are pure and run on the laptop too (decision 0035).
"""
