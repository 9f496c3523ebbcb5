"""Sets Django up for the desk that HOLDFAST_DESK names: imported before the product's models are."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.settings")
django.setup()
