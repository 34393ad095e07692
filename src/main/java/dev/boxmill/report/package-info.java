/** The HTML report. A section is one file, found by ServiceLoader. */
package dev.boxmill.report;
