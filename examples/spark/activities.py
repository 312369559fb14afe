# SPDX-License-Identifier: MIT
"""Decodes activities on Spark from JSON Lines, in parallel, and summarises them by type.

    python activities.py customer_activity.zip activities.jsonl

The zip has to contain only the `customer_activity` folder:

    python -m zipfile -c customer_activity.zip customer_activity/

This runs on Spark 4.0 or later, both classic and Connect, and needs PyArrow. Classic Spark 3 has
`spark.sparkContext.addPyFile` instead of `spark.addArtifacts`.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa  # type: ignore[import-not-found,import-untyped,unused-ignore]
from pyspark.sql import SparkSession  # type: ignore[import-not-found,unused-ignore]
from pyspark.sql import functions as f  # type: ignore[import-not-found,unused-ignore]

if TYPE_CHECKING:
    from customer_activity import CustomerActivity

COLUMNS = "type STRING, customer STRING, created_at TIMESTAMP, points BIGINT, failure STRING, line STRING"
ARROW = {
    "type": pa.string(),
    "customer": pa.string(),
    "created_at": pa.timestamp("us", tz="UTC"),
    "points": pa.int64(),
    "failure": pa.string(),
    "line": pa.string(),
}


def decode(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """A row of `COLUMNS` for each line. This runs in the workers."""
    for batch in batches:
        rows = [row_of(line) for line in batch.column("value").to_pylist()]
        yield pa.RecordBatch.from_pylist(rows, pa.schema(ARROW))


def row_of(line: str) -> dict[str, Any]:
    # Imported here, because only the workers have what `addArtifacts` sends.
    from customer_activity import CustomerActivity, DecodeError

    try:
        activity = CustomerActivity.from_json(line)
        failure = why_rejected(activity)
    except DecodeError as error:
        failure = str(error)
    if failure is not None:
        # The reason has no values from the payload. The line does, so it's personal data.
        return {"failure": failure, "line": line}
    customer = activity.customer
    return {
        "type": activity.type,
        "customer": customer and customer.id,
        "created_at": activity.created_at,
        "points": find_points(activity),
    }


def why_rejected(activity: CustomerActivity) -> str | None:
    """Why an activity doesn't fit the columns. Spark itself would end the job."""
    if activity.type is None and activity.data is None:
        return "not an activity: it has neither type nor data"
    if not -(2**63) <= (find_points(activity) or 0) < 2**63:
        return "points do not fit in 64 bits"
    customer = activity.customer
    try:
        if activity.created_at is not None:
            activity.created_at.astimezone(dt.timezone.utc)
        for text in activity.type, customer and customer.id:
            (text or "").encode("utf-8")
    except OverflowError:
        return "created_at is outside the years 1 to 9999 in UTC"
    except UnicodeEncodeError:
        return "the type or the customer's id is not valid Unicode"
    return None


def find_points(activity: CustomerActivity) -> int | None:
    data = activity.data
    while data is not None and data.points is None:  # the current API wraps the data again
        data = data.data
    return data.points if data is not None else None


def main(package: str, path: str) -> None:
    spark = SparkSession.builder.appName("activities").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.addArtifacts(package, pyfile=True)

    rows = spark.read.text(path).mapInArrow(decode, COLUMNS).cache()

    failures = rows.where("failure IS NOT NULL")
    failures.groupBy("failure").count().orderBy("failure").show(truncate=False)

    good = rows.where("failure IS NULL")
    types = good.groupBy("type").agg(
        f.count("*").alias("activities"),
        f.countDistinct("customer").alias("customers"),
        f.sum(f.col("points").cast("DECIMAL(38)")).alias("points"),  # a sum can exceed 64 bits
        f.max("created_at").alias("latest"),
    )
    types.orderBy("type").show(truncate=False)
    types.printSchema()
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
