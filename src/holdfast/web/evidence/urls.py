"""Addresses of the vault: what anybody may ask for, and the forms of the desk."""

from holdfast.web import converters  # noqa: F401 - registers the parts of addresses
from holdfast.web.access import at
from holdfast.web.evidence import acts, decisions, deskpage, log, views
from holdfast.web.evidence.lists import CAPTURES, CHANGES
from holdfast.web.listing.views import list_at

_ONE = "desk/evidence/<capture:key>"

urlpatterns = [
    *list_at("evidence", CAPTURES, "captures"),
    *list_at("evidence/changes", CHANGES, "capture_changes"),
    at("evidence/log/", log.custody_log, "custody_log"),
    at("evidence/log.json", log.custody_log_json, "custody_log_json"),
    at("evidence/log/checkpoint", log.checkpoint, "checkpoint"),
    at("evidence/log/checkpoints/<int:size>", log.checkpoint, "checkpoint_of"),
    at("evidence/log/checkpoints/<int:size>/stamps/<int:place>", log.stamp, "stamp"),
    at("evidence/witness/add-checkpoint", log.add_checkpoint, "add_checkpoint"),
    at("evidence/redactions/<slug:key>/", views.redaction, "redaction"),
    at("evidence/redactions/<slug:key>/picture", views.redaction_picture, "redaction_picture"),
    at("evidence/redactions/<slug:key>/copy", views.redaction_copy, "redaction_copy"),
    at("evidence/redactions/<slug:key>/record", views.redaction_record, "redaction_record"),
    at("evidence/<capture:key>/", views.item, "capture"),
    at("evidence/<capture:key>.json", views.item_as_json, "capture_json"),
    at("evidence/<capture:key>/difference/", views.difference, "capture_difference"),
    at("evidence/<capture:key>/picture/<str:name>", views.picture, "capture_picture"),
    at("evidence/<capture:key>/parts/<str:name>", views.part, "capture_part"),
    at("evidence/<capture:key>/manifest", views.manifest, "capture_manifest"),
    at("desk/evidence/", deskpage.evidence_desk, "evidence_desk"),
    at("desk/evidence/capture/", acts.CAPTURE.view(), "capture_addresses"),
    at("desk/evidence/capture/<slug:document>/", acts.CAPTURE_DOCUMENT.view(), "capture_document"),
    at("desk/evidence/upload/", acts.UPLOAD.view(), "upload_file"),
    at("desk/evidence/watch/", acts.WATCH.view(), "watch_address"),
    at("desk/evidence/watches/<int:number>/stop/", acts.STOP.view(), "stop_watching"),
    at("desk/evidence/lots/<slug:lot>/", deskpage.lot, "capture_lot"),
    at(f"{_ONE}/answer/untampered/", acts.UNTAMPERED.view(), "answer_untampered", question="untampered"),
    at(f"{_ONE}/answer/<slug:question>/", acts.ANSWER.view(), "answer_question"),
    at(f"{_ONE}/answers/<int:number>/confirm/", acts.CONFIRM.view(), "confirm_answer"),
    at(f"{_ONE}/flag/", acts.FLAG.view(), "flag_graphic"),
    at(f"{_ONE}/hold/", acts.HOLD.view(), "hold_capture"),
    at(f"{_ONE}/release/", acts.RELEASE.view(), "release_hold"),
    at(f"{_ONE}/away/", acts.AWAY.view(), "put_away_finding"),
    at(f"{_ONE}/back/", acts.BACK.view(), "put_back_finding"),
    at(f"{_ONE}/level/", decisions.LEVEL.view(), "change_level"),
    at("desk/evidence/openings/<slug:key>/approve/", decisions.APPROVE_OPENING.view(), "approve_opening"),
    at("desk/evidence/openings/<slug:key>/refuse/", decisions.REFUSE_OPENING.view(), "refuse_opening"),
    at(f"{_ONE}/redact/<str:name>/picture", views.part_drawn, "part_drawn"),
    at(f"{_ONE}/redact/<str:name>/", decisions.REDACT.view(), "redact_part"),
    at(f"{_ONE}/expunge/", decisions.EXPUNGE.view(), "expunge_capture"),
    at("desk/evidence/redactions/<slug:key>/approve/", decisions.APPROVE_COPY.view(), "approve_redaction"),
    at("desk/evidence/redactions/<slug:key>/refuse/", decisions.REFUSE_COPY.view(), "refuse_redaction"),
    at("desk/evidence/redactions/<slug:key>/picture", views.redaction_wished, "redaction_wished"),
    at("desk/evidence/expunges/<slug:key>/approve/", decisions.APPROVE_EXPUNGE.view(), "approve_expunge"),
    at("desk/evidence/expunges/<slug:key>/refuse/", decisions.REFUSE_EXPUNGE.view(), "refuse_expunge"),
]
