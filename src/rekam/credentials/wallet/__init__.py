"""The wallet's own address: the files of its pages, and nothing of the office (`hosting`)."""
