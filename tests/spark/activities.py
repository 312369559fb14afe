# SPDX-License-Identifier: MIT
"""Activities on Spark: decode JSON Lines in parallel, keep what fails, sum up what does not.

    python activities.py customer_activity.zip activities.jsonl

The zip holds the folder `customer_activity`, nothing else is needed:

    python -m zipfile -c customer_activity.zip customer_activity/
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from pyspark.sql import SparkSession  # type: ignore[import-not-found,unused-ignore]
from pyspark.sql import functions as f  # type: ignore[import-not-found,unused-ignore]

COLUMNS = "type STRING, customer STRING, created_at TIMESTAMP, points BIGINT, failure STRING, line STRING"


def decode(lines: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """A row of `COLUMNS` for each line; runs in the workers."""
    # Imported in here, because the module is found only where `addPyFile` has brought it.
    from customer_activity import CustomerActivity, DecodeError

    for line in lines:
        try:
            activity = CustomerActivity.from_json(line)
        except DecodeError as error:
            # The reason holds no value of the payload; the line does, and is personal data.
            yield None, None, None, None, str(error), line
        else:
            customer = activity.customer
            points = activity.data.points if activity.data else None
            yield activity.type, customer and customer.id, activity.created_at, points, None, None


def main(package: str, path: str) -> None:
    spark = SparkSession.builder.appName("activities").getOrCreate()
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    spark.sparkContext.addPyFile(package)

    lines = spark.sparkContext.textFile(path, minPartitions=4)
    rows = spark.createDataFrame(lines.mapPartitions(decode), COLUMNS).cache()

    failures = rows.where("failure IS NOT NULL")
    failures.groupBy("failure").count().orderBy("failure").show(truncate=False)

    good = rows.where("failure IS NULL")
    types = good.groupBy("type").agg(
        f.count("*").alias("activities"),
        f.countDistinct("customer").alias("customers"),
        f.sum("points").alias("points"),
        f.max("created_at").alias("latest"),
    )
    types.orderBy("type").show(truncate=False)
    types.printSchema()
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
