/**
 * Rows, sources and distribution; the only package beside job that imports Spark.
 *
 * @serial exclude
 */
package dev.boxmill.spark;
