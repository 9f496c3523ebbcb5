from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "holdfast.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("journal_line",)
