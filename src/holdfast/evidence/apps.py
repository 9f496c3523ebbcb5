from django.apps import AppConfig

from holdfast.evidence.guards import GUARDS


class EvidenceConfig(AppConfig):
    name = "holdfast.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "evidence_logentry",
        "evidence_deskkey",
        "evidence_checkpoint",
        "evidence_stamp",
        "evidence_cosignature",
        "evidence_witnessed",
        "evidence_flag",
        "evidence_answer",
        "evidence_confirmation",
        "evidence_hold",
        "evidence_release",
        "evidence_expunge",
        "evidence_levelchange",
        "evidence_putaway",
    )
    guards = GUARDS
