/** Rows, sources and distribution; the only package beside job that imports Spark. */
package dev.boxmill.spark;
