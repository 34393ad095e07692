/** The two kinds of failure: the user's, and ours. */
package dev.boxmill.error;
