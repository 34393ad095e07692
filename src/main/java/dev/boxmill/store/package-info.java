/**
 * Files on any file system that Hadoop knows, and Parquet; without Spark.
 *
 * @serial exclude
 */
package dev.boxmill.store;
