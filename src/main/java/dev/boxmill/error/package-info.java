/**
 * The two kinds of failure: the user's, and ours.
 *
 * @serial exclude
 */
package dev.boxmill.error;
