"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foothold.site.settings")
application = get_wsgi_application()
# What was loaded stays: a page of hundreds of rows need not wait while the collector goes over all of it again.
gc.freeze()
# A page makes some thousand objects and hardly a cycle: gone over every 700, the youngest cost a tenth of its time.
gc.set_threshold(20_000, 20, 20)
