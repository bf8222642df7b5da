"""The Django site: settings from the environment, addresses, the WSGI door."""
