from django.apps import AppConfig

from holdfast.claims.guards import GUARDS


class ClaimsConfig(AppConfig):
    name = "holdfast.claims"
    label = "claims"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "claims_relay",
        "claims_review",
        "claims_evidence",
        "claims_secondreading",
        "claims_publication",
        "claims_withdrawal",
        "claims_report",
        "claims_reportline",
        "claims_importedreview",
        "claims_importedlink",
    )
    guards = GUARDS
