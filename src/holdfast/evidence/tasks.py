"""What the background worker is told to do."""

from django_tasks import task

from holdfast.evidence.actions.capture_work import work_requests


@task()
def work_off_requests() -> dict[str, int]:
    """Capture what was asked for and still waits; a second run finds nothing to do."""
    worked = work_requests()
    return {"done": worked.done, "failed": worked.failed}
