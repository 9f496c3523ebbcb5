"""Objects in a bucket under object lock, against a server of that protocol on this machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from holdfast.evidence.errors import (
    ObjectDamaged,
    ObjectLocked,
    ObjectMissing,
    StoreFailed,
    StoreNotUnderstood,
)
from holdfast.evidence.store import open_store
from holdfast.evidence.store.files import FileStore
from holdfast.evidence.store.s3 import S3Settings, S3Store

pytest.importorskip("moto")
CONTENT = b"the plan says 600 trucks a day"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
NAME = f"objects/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(
    endpoint: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[S3Settings]:
    import boto3

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "invented")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    name = "evidence-" + hashlib.sha256(request.node.name.encode()).hexdigest()[:12]
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    yield S3Settings(name, endpoint, "us-east-1", lock_days=3650)
    client.close()


def client_of(settings: S3Settings) -> Any:
    import boto3

    return boto3.client("s3", endpoint_url=settings.endpoint_url, region_name=settings.region)


def test_it_works(bucket: S3Settings) -> None:
    store = S3Store(bucket)
    assert store.put(CONTENT).sha256 == DIGEST
    assert store.has(DIGEST) and store.verify(DIGEST)
    with store.open(DIGEST) as file:
        assert file.read() == CONTENT
    assert store.locked_until(DIGEST) is not None
    with pytest.raises(ObjectMissing):
        store.open("0" * 64)


def test_identical_content_is_not_written_again(bucket: S3Settings) -> None:
    store = S3Store(bucket)
    assert [one.fresh for one in store.put_all([CONTENT, CONTENT])] == [True, False]
    versions = client_of(bucket).list_object_versions(Bucket=bucket.bucket, Prefix=NAME)["Versions"]
    assert len(versions) == 1


def test_other_bytes_under_a_name_are_found_and_left(bucket: S3Settings) -> None:
    store = S3Store(bucket)
    store.put(CONTENT)
    client_of(bucket).put_object(Bucket=bucket.bucket, Key=NAME, Body=b"other bytes")
    assert not store.verify(DIGEST)
    with pytest.raises(ObjectDamaged):
        store.put(CONTENT)


def test_a_locked_object_is_not_removed_before_its_day(bucket: S3Settings) -> None:
    store = S3Store(bucket)
    store.put(CONTENT)
    with pytest.raises(ObjectLocked):
        store.remove(DIGEST)
    assert store.verify(DIGEST)


def test_an_object_without_a_lock_is_removed_with_every_version(bucket: S3Settings) -> None:
    store = S3Store(replace(bucket, lock_days=0))
    store.put(CONTENT)
    assert store.remove(DIGEST) is True
    assert store.remove(DIGEST) is False
    assert "Versions" not in client_of(bucket).list_object_versions(Bucket=bucket.bucket, Prefix=NAME)


def test_a_bucket_that_is_not_there_is_an_error_a_person_can_act_on(bucket: S3Settings) -> None:
    with pytest.raises(StoreFailed, match="no-such-bucket"):
        S3Store(replace(bucket, bucket="no-such-bucket")).put(CONTENT)


def test_the_desk_says_which_store(settings: Any, bucket: S3Settings) -> None:
    assert isinstance(open_store(), FileStore)
    table = {"store": "s3", "bucket": bucket.bucket, "endpoint_url": bucket.endpoint_url, "lock_days": 7}
    settings.DESK = replace(settings.DESK, tables={"evidence": table})
    store = open_store()
    assert isinstance(store, S3Store) and store.settings.lock_days == 7
    for wrong in ({"store": "tape"}, {"store": "s3"}, {**table, "lock_days": -1}, {**table, "region": 5}):
        settings.DESK = replace(settings.DESK, tables={"evidence": wrong})
        with pytest.raises(StoreNotUnderstood):
            open_store()
