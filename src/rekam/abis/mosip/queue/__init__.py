"""MOSIP's own way to us: messages and answers over a broker's queues, by STOMP.

A message is acknowledged after it is kept in our database, an answer is sent until the broker says that it
has it. What needs no keeping (a ping, a message that is none) is answered and acknowledged in one
transaction of the broker. So a kill at any point loses nothing, and what is told twice is told in the same
words.
"""
