/** Annotation and result files. */
package dev.boxmill.format;
