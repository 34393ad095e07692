/**
 * Detector heads: raw model outputs to boxes. A head is one file, found by ServiceLoader.
 *
 * @serial exclude
 */
package dev.boxmill.head;
