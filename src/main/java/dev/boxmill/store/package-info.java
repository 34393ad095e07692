/** Files on any file system that Hadoop knows, and Parquet; without Spark. */
package dev.boxmill.store;
