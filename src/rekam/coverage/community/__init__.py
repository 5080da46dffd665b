"""What a lurah and the head of a school see: their own kelurahan, and nothing beside it.

Words: a *call-up list* is who of a kelurahan is to be called to a recording, in the order of a walk.
"""
