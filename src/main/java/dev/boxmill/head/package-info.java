/** Detector heads: raw model outputs to boxes. A head is one file, found by ServiceLoader. */
package dev.boxmill.head;
