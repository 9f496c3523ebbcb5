from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "holdfast.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "record_observation",
        "record_withdrawal",
        "record_assertion",
        "record_counterdecision",
    )
