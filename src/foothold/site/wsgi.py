"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foothold.site.settings")
application = get_wsgi_application()
# What was loaded stays: a page of hundreds of rows need not wait while the collector goes over all of it again.
gc.freeze()
