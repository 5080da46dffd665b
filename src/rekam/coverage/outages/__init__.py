"""What outages cost, for the head's page, the province's and everybody's; the log is devices.outages."""
