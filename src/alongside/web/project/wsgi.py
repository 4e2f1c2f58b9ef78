"""The WSGI application that granian serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.web.project.settings")

application = get_wsgi_application()

# Every page is loaded now, so the first visitor does not wait for it. All of that stays until the end: the collector is
# told to look no more through it, which took a tenth of a second of some visitor's time, again and again.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
