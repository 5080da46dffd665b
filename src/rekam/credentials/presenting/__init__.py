"""The office asks to be shown a digital KTP: OpenID4VP 1.0 as OpenID4VC HAIP 1.0 narrows it.

rules      what may be asked, and for how long each step counts (pure)
answers    what came back: the formats' readers, then the verdict (pure)
services   begin, hand over the signed request once, take one answer
Of what was shown only the verdict and the names of the elements are kept; values lie sealed for a minute.
"""
