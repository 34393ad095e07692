/** Target assignment and losses of the detection papers, in plain Java. */
package dev.boxmill.assign;
