"""The one screen of the head of office: answer, change, where, whither, who, next."""
