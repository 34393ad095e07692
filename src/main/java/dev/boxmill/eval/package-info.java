/**
 * Evaluation protocols as plain Java with add and merge.
 *
 * @serial exclude
 */
package dev.boxmill.eval;
