/**
 * Target assignment and losses of the detection papers, in plain Java.
 *
 * @serial exclude
 */
package dev.boxmill.assign;
