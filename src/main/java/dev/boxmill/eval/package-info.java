/** Evaluation protocols as plain Java with add and merge. */
package dev.boxmill.eval;
