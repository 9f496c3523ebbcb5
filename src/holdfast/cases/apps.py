from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "holdfast.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("cases_load", "cases_updaterun")
