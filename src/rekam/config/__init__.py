"""Settings, urls, wsgi: the only place that sees everything."""
