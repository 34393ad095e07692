/** Looks for mistakes in data sets: one class a check, findings and statistics as records. */
package dev.boxmill.check;
