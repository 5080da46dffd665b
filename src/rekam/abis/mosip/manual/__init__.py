"""MOSIP's manual adjudication: its question whether two registrations are of one person, put before people.

The message names registrations and where their documents lie. Of a document only the images of the body are
taken; identity, papers and the machine's earlier answer are not read. People judge without knowing whose
bodies they are (abis.judging), and what they said goes back as MOSIP's answer.
"""
