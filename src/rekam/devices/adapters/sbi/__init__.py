"""MOSIP's Secure Biometric Interface, 0.9.5 and 1.0: discovery, device information and signed captures.

Door: `client`. Words: a *device* answers on a loopback port; a *record* is one ISO image with its proof;
the *chain* links the records of a session. The record is not decoded here: devices know no engine.
"""
