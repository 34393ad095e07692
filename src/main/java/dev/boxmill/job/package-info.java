/** The command line: one command and one config record a job. */
package dev.boxmill.job;
