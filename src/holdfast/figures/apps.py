from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "holdfast.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("figures_revision", "figures_revisionrow", "figures_chart", "figures_finding")
